import { cause, given } from '../../../test/support/specification.js';
import {
  A,
  accepted,
  B,
  begin,
  cancellationRequested,
  cancelled,
  completed,
  failed,
  initiated,
  removalRequested,
  remove,
  removed,
} from '../../../test/support/download-facts.js';
import { DeclareFailed, FinishRemoval, ReportItemGone } from './commands.js';

const done = [initiated(A), accepted(A), completed(A)];
const gone = (id: string) => new ReportItemGone(id, cause);
const finish = (id: string, dataRemoved = false) => new FinishRemoval(id, dataRemoved, cause);

describe('the removal of what has ended', () => {
  it('is asked for, with its data or without', () => {
    given(...done)
      .when(remove(A))
      .then(removalRequested(A));
    given(...done)
      .when(remove(A, { removeData: true, reason: 'collected' }))
      .then(removalRequested(A, true, 'collected'));
  });
  it('is asked for after a failure too', () =>
    given(initiated(A), accepted(A), failed(A)).when(remove(A)).then(removalRequested(A)));
  it('is asked for twice', () =>
    given(...done, removalRequested(A))
      .when(remove(A, { removeData: true }))
      .then());
  it('is done when the client has forgotten it', () =>
    given(...done, removalRequested(A, true, 'seeding-goal'))
      .when(finish(A, true))
      .then(removed(A, 'seeding-goal', true)));
  it('is done once', () =>
    given(...done, removalRequested(A), removed(A))
      .when(finish(A))
      .then());
  it('is not done unasked', () =>
    given(...done)
      .when(finish(A))
      .then());

  it('is refused while it is active', () => given(initiated(A), accepted(A)).when(remove(A)).refused('not-ended'));
  it('of something unknown', () =>
    given(...done)
      .when(remove(B))
      .refused('not-found'));
  it('is no news where nothing is left in the client', () => {
    given(initiated(A), accepted(A), cancelled(A)).when(remove(A)).then();
    given(...done, removed(A, 'removed-from-client'))
      .when(remove(A))
      .then();
  });
  it('is no news of a failure that the client never had', () => given(initiated(A), failed(A)).when(remove(A)).then());
});

describe('the item of the next attempt', () => {
  it('is not taken away with the one before', () =>
    given(...done, initiated(B))
      .when(remove(A))
      .then());
  it('is not taken away by what was asked for before it began', () =>
    given(...done, removalRequested(A), initiated(B))
      .when(finish(A))
      .then());
  it('is not the one before any more when it has been cancelled', () =>
    given(...done, initiated(B), cancelled(B))
      .when(remove(A))
      .then());
  it('may begin while a removal is asked for', () =>
    given(...done, removalRequested(A))
      .when(begin(B))
      .then(initiated(B)));
});

describe('an item that is gone after the end', () => {
  it('was removed in the client', () =>
    given(...done)
      .when(gone(A))
      .then(removed(A, 'removed-from-client')));
  it('was so once', () =>
    given(...done, removed(A, 'removed-from-client'))
      .when(gone(A))
      .then());
  it('is left to the dispatcher where its removal was asked for', () =>
    given(...done, removalRequested(A))
      .when(gone(A))
      .then());
  it('says nothing where the next attempt has it', () =>
    given(...done, initiated(B))
      .when(gone(A))
      .then());
});

describe('a failure that somebody declares', () => {
  const declare = (id: string, removeFromClient = false) =>
    new DeclareFailed(id, 'it is a fake', removeFromClient, cause);
  const declared = (downloadId: string) =>
    ({ type: 'download.failed', data: { downloadId, reason: 'user', message: 'it is a fake' } }) as const;

  it('ends it, and leaves the item where it is', () =>
    given(initiated(A), accepted(A)).when(declare(A)).then(declared(A)));
  it('takes the item away with what there is of it, by choice', () =>
    given(initiated(A), accepted(A)).when(declare(A, true)).then(declared(A), removalRequested(A, true)));
  it('takes away what is on its way to the client too', () => {
    given(initiated(A)).when(declare(A, true)).then(declared(A), removalRequested(A, true));
    given(initiated(A), declared(A), removalRequested(A, true)).when(finish(A)).then(removed(A));
  });
  it('is refused of what has ended, is being cancelled or is unknown', () => {
    given(...done)
      .when(declare(A))
      .refused('not-active');
    given(initiated(A), cancellationRequested(A))
      .when(declare(A))
      .refused('not-active', { detail: 'It is being cancelled.' });
    given().when(declare(A)).refused('not-found');
  });
});
