import { matching } from './matching.ts';

const ALL = [{ name: 'Go to Queue', keys: 'g q' }, { name: 'Open Dune.Part.Two' }, { name: 'Queue up', keys: 'u' }];
const names = (text: string) => matching(ALL, text).map(({ name }) => name);

describe('the palette', () => {
  it('finds all words in any order, and what begins with the first of them first', () => {
    expect(names('queue')).toEqual(['Queue up', 'Go to Queue']);
    expect(names('part dune')).toEqual(['Open Dune.Part.Two']);
    expect(names('nothing')).toEqual([]);
  });

  it('offers everything to nobody who has asked, and commands alone after >', () => {
    expect(names('')).toHaveLength(3);
    expect(names('>')).toEqual(['Go to Queue', 'Queue up']);
  });
});
