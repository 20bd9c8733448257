/** Imports go downwards; docs: README, "The folders". */
const plumbing = '^src/(event-store|projector|download-clients|database|embedded|config|releases)/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-imports-nothing',
      comment: 'The decider is pure: no Nest, no node:, no library.',
      severity: 'error',
      from: { path: '^src/downloads/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/downloads/domain/' },
    },
    {
      name: 'plumbing-below-product',
      severity: 'error',
      from: { path: plumbing },
      to: { path: '^src/(downloads|library|web|cli|demo)/' },
    },
    {
      name: 'projections-see-events-only',
      severity: 'error',
      from: { path: '^src/downloads/projections/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(downloads/(projections|domain|event-registry)|projector|event-store)/' },
    },
    {
      name: 'one-user-of-the-event-store-client',
      comment: 'The embedded node uses the generated protocol definitions of the package, never its client.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(event-store|embedded/event-store-node)/' },
      to: { path: 'node_modules/@eventstore/db-client' },
    },
    {
      name: 'embedded-from-the-entry-points-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(embedded/|server\\.ts|cli/)' },
      to: { path: '^src/embedded/' },
    },
    {
      name: 'web-talks-http',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/(?!web/)' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
