import { cause, given } from '../../../test/support/specification.js';
import {
  A,
  accepted,
  B,
  cancel,
  cancellationRequested,
  cancelled,
  completed,
  failed,
  initiated,
  joined,
  left,
  remove,
  removalRequested,
  removed,
} from '../../../test/support/download-facts.js';
import { JoinDownload, LeaveDownload } from './commands.js';
import { type RemovalReason } from './events.js';

const J = '00000000-0000-4000-8000-0000000000f1';
const K = '00000000-0000-4000-8000-0000000000f2';
const asked = { itemKey: 'another hash', title: 'The.Witcher.S01.720p', category: 'tv' };
const join = (id: string, joinId = J) => new JoinDownload(id, joinId, asked, cause);
const leave = (joinId: string, removeData = false, reason: RemovalReason = 'user') =>
  new LeaveDownload(A, joinId, removeData, reason, cause);
const active = [initiated(A), accepted(A)];
const done = [...active, completed(A)];

describe('to join', () => {
  it.each([
    ['is on its way', active],
    ['waits for its client', [initiated(A)]],
    ['has completed, and is still in its client', done],
  ])('what %s', (_, history) =>
    given(...history)
      .when(join(A))
      .then(joined(A, J)),
  );
  it('twice is no news', () =>
    given(...active, joined(A, J))
      .when(join(A))
      .then());
  it('again, after having left', () =>
    given(...active, joined(A, J), left(A, J))
      .when(join(A))
      .then(joined(A, J)));
  it.each([
    ['has failed', [...active, failed(A)]],
    ['is being cancelled', [...active, cancellationRequested(A)]],
    ['was cancelled', [...active, cancelled(A)]],
    ['is being removed', [...done, removalRequested(A)]],
    ['was removed', [...done, removed(A)]],
    ['has become the next attempt’s', [...done, initiated(B)]],
  ])('what %s is refused', (_, history) =>
    given(...history)
      .when(join(A))
      .refused('not-active'),
  );
  it('what nobody knows is refused', () => given().when(join(A)).refused('not-found'));
});

describe('to leave', () => {
  const both = [...active, joined(A, J)];
  const alone = [...both, left(A, A)];
  it('lets it go on for others', () => {
    given(...both)
      .when(leave(J, true))
      .then(left(A, J, true));
    given(...both)
      .when(leave(A, true))
      .then(left(A, A, true));
  });
  it('is late or repeated', () => {
    given(...active)
      .when(leave(J))
      .then();
    given(...both, left(A, J))
      .when(leave(J))
      .then();
    given().when(leave(J)).then();
  });
  it('as the last ends it: what is active is cancelled', () =>
    given(...alone)
      .when(leave(J))
      .then(left(A, J), cancellationRequested(A)));
  it('as the last ends it: what has ended is removed', () =>
    given(...alone, completed(A))
      .when(leave(J, false, 'collected'))
      .then(left(A, J, false, 'collected'), removalRequested(A, false, 'collected')));
  it.each([
    ['takes the data along where every one wanted that', [left(A, A, true)], true],
    ['keeps the data that one wanted kept', [left(A, A, false)], false],
    ['keeps the data, whoever of them it was', [joined(A, K), left(A, K, false), left(A, A, true)], false],
  ])('%s', (_, before, removeData) =>
    given(...done, joined(A, J), ...before)
      .when(leave(J, true))
      .then(left(A, J, true), removalRequested(A, removeData)),
  );
  it('of one that nobody has joined ends it as well', () =>
    given(...active)
      .when(leave(A, true))
      .then(left(A, A, true), cancellationRequested(A, true)));
  it('takes what has failed meanwhile out of the client, and ends nothing twice', () => {
    given(...alone, failed(A))
      .when(leave(J))
      .then(left(A, J), removalRequested(A));
    given(...alone, completed(A), removed(A, 'removed-from-client'))
      .when(leave(J))
      .then(left(A, J));
    given(...alone, cancellationRequested(A))
      .when(leave(J))
      .then(left(A, J));
  });
  it('of an earlier attempt does not touch the next', () =>
    given(...alone, completed(A), initiated(B))
      .when(leave(J, true))
      .then(left(A, J, true)));
});

describe('to cancel or remove what others wait for', () => {
  it('is to leave', () => {
    given(...active, joined(A, J))
      .when(cancel(A, { removeData: true }))
      .then(left(A, A, true));
    given(...done, joined(A, J))
      .when(remove(A, { removeData: true }))
      .then(left(A, A, true));
  });
  it('because its goal is reached is to wait for them', () => {
    const goal = remove(A, { reason: 'seeding-goal' });
    given(...done, joined(A, J))
      .when(goal)
      .then();
    given(...done, joined(A, J), left(A, A))
      .when(goal)
      .then();
    given(...done, joined(A, J), left(A, J))
      .when(goal)
      .then(removalRequested(A, false, 'seeding-goal'));
  });
  it('a second time ends it for all, and keeps the data that one wanted kept', () => {
    given(...active, joined(A, J), left(A, A))
      .when(cancel(A, { removeData: true }))
      .then(cancellationRequested(A, false));
    given(...done, joined(A, J), left(A, A, true))
      .when(remove(A, { removeData: true }))
      .then(removalRequested(A, true));
  });
  it('forgets it for all at once, where that is asked for', () =>
    given(...active, joined(A, J))
      .when(cancel(A, { forget: true }))
      .then({ type: 'download.cancelled', data: { downloadId: A, reason: 'forgotten', leftInClient: true } }));
});
