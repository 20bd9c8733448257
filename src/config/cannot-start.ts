/** Something that whoever starts us can put right. Its message is one sentence, and all that there is to say. */
export class CannotStart extends Error {}
