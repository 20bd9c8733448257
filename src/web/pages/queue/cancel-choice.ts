export type CancelChoice = 'keep' | 'remove';
const KEY = 'ledgarr.cancel';

/** The last choice is offered first again; data is kept until somebody has chosen otherwise. */
export const rememberedChoice = (): CancelChoice => (localStorage.getItem(KEY) === 'remove' ? 'remove' : 'keep');
export const rememberChoice = (choice: CancelChoice): void => localStorage.setItem(KEY, choice);
