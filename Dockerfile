FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/event-store-node/package.json ./packages/event-store-node/
# The sources come later: nothing can be built yet.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY migrations ./migrations
COPY packages ./packages
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/packages/event-store-node/package.json ./packages/event-store-node/
COPY --from=build /app/packages/event-store-node/dist ./packages/event-store-node/dist
COPY package.json ./
RUN chmod +x dist/src/cli.js && ln -s /app/dist/src/cli.js /usr/local/bin/ledgarr
RUN mkdir /data /downloads && chown node:node /data /downloads
USER node
VOLUME ["/data", "/downloads"]
EXPOSE 6363
CMD ["node", "--max-semi-space-size=4", "dist/src/main.js"]
