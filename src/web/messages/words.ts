const plural = new Intl.PluralRules('en');
const number = new Intl.NumberFormat('en');

export const figure = (count: number): string => number.format(count);
/** `1 download`, `1,200 downloads`. */
export const many = (count: number, one: string, more: string): string =>
  `${figure(count)} ${plural.select(count) === 'one' ? one : more}`;
