import { type Checkpoint } from './checkpoint.js';
import { type Processor } from './processor.js';

/** A newer release has been here: what it has left is not touched. */
export class NewerTables extends Error {
  constructor({ name, version }: Processor, { version: found, release }: Checkpoint, ours: string) {
    const by = release === null ? 'a newer release' : `release ${release}`;
    const remedy = release === null ? 'Start that release' : `Start release ${release} or a newer one`;
    super(
      `the tables of ${name} were made by ${by} (version ${found}), and this is release ${ours} (version ${version}). Nothing was touched. ${remedy}.`,
    );
  }
}
