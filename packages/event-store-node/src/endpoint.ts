/** Where a node is reached. `host` is a name or an address, one of IPv6 without brackets. */
export type Endpoint = { readonly host: string; readonly port: number };

const HOST_AND_PORT = /^(?:\[([\da-f:.]+)\]|([^\s:/?#@[\]]+)):(\d{1,5})$/i;

/** @returns undefined for what is not `host:port` */
export const endpointOf = (text: string | undefined): Endpoint | undefined => {
  const [, ipv6, name, digits] = HOST_AND_PORT.exec(text ?? '') ?? [];
  const [host, port] = [ipv6 ?? name, Number(digits)];
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : undefined;
};
