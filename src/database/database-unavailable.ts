/** The database did not answer for as long as it was asked. */
export class DatabaseUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('The database does not answer.', options);
  }
}
