import { completedFiles } from './completed-files.ts';

const completed = (files: unknown) => ({ type: 'download.completed', data: { files } });

describe('the files of a download', () => {
  it('are those of its last completion', () => {
    const events = [completed(['/a']), { type: 'download.removed', data: {} }, completed(['/b'])];
    expect(completedFiles(events)).toEqual([{ path: '/b', sizeBytes: null }]);
  });

  it('have sizes where they are known', () => {
    expect(completedFiles([completed([{ path: '/a', sizeBytes: 5 }, { path: '/b' }, {}])])).toEqual([
      { path: '/a', sizeBytes: 5 },
      { path: '/b', sizeBytes: null },
    ]);
  });

  it('are none before it has completed', () => {
    expect(completedFiles([{ type: 'download.initiated', data: {} }])).toEqual([]);
  });
});
