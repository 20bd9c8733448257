import type { operations } from '../../api/schema.d.ts';

/** Who is signed in, and where else. */
export type Who = operations['SessionController_who']['responses'][200]['content']['application/json'];
