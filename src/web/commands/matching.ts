/** More than anybody reads. */
const MOST = 50;

/**
 * What holds all the words, in the order given; what begins with the first of them comes first. `>` asks for commands alone.
 */
export function matching<T extends { name: string; keys?: string }>(all: readonly T[], text: string): T[] {
  const commandsOnly = text.startsWith('>');
  const words = text.replace(/^>/, '').toLowerCase().split(/\s+/).filter(Boolean);
  const offered = commandsOnly ? all.filter(({ keys }) => keys !== undefined) : all;
  const found = offered.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const isFirst = ({ name }: T) => words[0] !== undefined && name.toLowerCase().startsWith(words[0]);
  return [...found.filter(isFirst), ...found.filter((each) => !isFirst(each))].slice(0, MOST);
}
