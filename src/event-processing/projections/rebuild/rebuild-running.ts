/** Somebody else rebuilds it at the moment. */
export class RebuildRunning extends Error {
  constructor(projection: string) {
    super(`${projection} is being rebuilt already`);
  }
}
