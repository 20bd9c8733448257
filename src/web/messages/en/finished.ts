import { figure, many } from '../words.ts';

export const finished = {
  hint: 'What has ended and is still in its client: seeding, or in its history.',
  status: 'Status',
  sort: 'Sort by',
  sorts: {
    '-endedAt': 'Newest first',
    endedAt: 'Oldest first',
    title: 'Title',
    '-sizeBytes': 'Largest first',
    '-ratio': 'Highest ratio',
    '-seedingSeconds': 'Seeding longest',
  } as Record<string, string>,
  changed: 'Something has ended or gone',
  empty: 'Nothing that has ended is in a client any more.',
  emptyFiltered: 'Nothing that has ended fits the filter.',
  ratio: (ratio: string) => `Ratio ${ratio}`,
  seeding: (time: string) => `seeding for ${time}`,
  goal: (goal: string, reached: boolean) => `goal ${goal}${reached ? ', reached' : ''}`,
  remove: 'Remove…',
  removing: 'Removing …',
  toDo: {
    keep: 'stays in the client',
    seed: 'removed once its goal is reached',
    remove: 'being removed',
  },
  removeTitle: (count: number) => `Remove ${many(count, 'download', 'downloads')} from the client?`,
  keep: 'Keep data',
  removeData: 'Delete the data too',
  submit: (count: number) => `Remove ${many(count, 'download', 'downloads')}`,
  removed: (count: number) => `Removing ${figure(count)}`,
  failed: (count: number, reason: string) => `${figure(count)} not removed: ${reason}`,
};
