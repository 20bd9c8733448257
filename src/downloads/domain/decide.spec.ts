import { cause, given } from '../../../test/support/specification.js';
import {
  AcceptDownload,
  FenceInitiation,
  FinishCancellation,
  PauseDownload,
  ReportItemGone,
  ResumeDownload,
} from './commands.js';
import {
  A,
  accepted,
  attempt,
  B,
  begin,
  cancel,
  cancellationRequested,
  cancelled,
  complete,
  completed,
  fail,
  failed,
  fenced,
  initiated,
  paused,
  resumed,
} from '../../../test/support/download-facts.js';
import { attemptToRetry } from './decide.js';
import { type DownloadEvent } from './events.js';
import { evolve } from './evolve.js';
import { Refused } from './refused.js';
import { NO_DOWNLOADS } from './state.js';

describe('an attempt', () => {
  it('begins where there was none', () => given().when(begin(A)).then(initiated(A)));
  it('is refused while another is active', () =>
    given(initiated(A)).when(begin(B)).refused('duplicate-download', { existing: A }));
  it.each([
    ['completed', completed(A)],
    ['failed', failed(A)],
    ['cancelled', cancelled(A)],
  ])('begins again after one that %s', (_, end) =>
    given(initiated(A), accepted(A), end).when(begin(B)).then(initiated(B)),
  );
  it('is refused while another is being cancelled', () =>
    given(initiated(A), accepted(A), cancellationRequested(A))
      .when(begin(B))
      .refused('duplicate-download', { existing: A }));
  it('is taken over from the client as accepted', () => {
    const untracked = { origin: 'untracked', downloadClientId: 'hash' } as const;
    given().when(begin(A, untracked)).then(initiated(A, untracked), accepted(A));
  });
  it('begins where another one was fenced', () => given(fenced(A)).when(begin(B)).then(initiated(B)));
});

describe('the client takes it', () => {
  it('once', () =>
    given(initiated(A))
      .when(new AcceptDownload(A, 'hash', cause))
      .then(accepted(A)));
  it('twice, which is no news', () =>
    given(initiated(A), accepted(A))
      .when(new AcceptDownload(A, 'hash', cause))
      .then());
  it('under another id', () =>
    given(initiated(A), accepted(A))
      .when(new AcceptDownload(A, 'v2', cause))
      .then(accepted(A, 'v2')));
  it('too late', () =>
    given(initiated(A), cancelled(A))
      .when(new AcceptDownload(A, 'hash', cause))
      .then());
  it('while it is being cancelled, which the dispatcher finds out by itself', () =>
    given(initiated(A), cancellationRequested(A))
      .when(new AcceptDownload(A, 'hash', cause))
      .then());
  it('for an earlier attempt', () =>
    given(initiated(A), failed(A), initiated(B))
      .when(new AcceptDownload(A, 'hash', cause))
      .then());
});

describe('pause and resume', () => {
  const going = [initiated(A), accepted(A)];
  it('pauses', () =>
    given(...going)
      .when(new PauseDownload(A, cause))
      .then(paused(A)));
  it('is paused already', () =>
    given(...going, paused(A))
      .when(new PauseDownload(A, cause))
      .then());
  it('resumes', () =>
    given(...going, paused(A))
      .when(new ResumeDownload(A, cause))
      .then(resumed(A)));
  it('goes already', () =>
    given(...going)
      .when(new ResumeDownload(A, cause))
      .then());
  it('knows no such download', () =>
    given(...going)
      .when(new PauseDownload(B, cause))
      .refused('not-found'));
  it('is being cancelled', () =>
    given(...going, cancellationRequested(A))
      .when(new PauseDownload(A, cause))
      .refused('not-active', { detail: 'It is being cancelled.' }));
  it('has ended', () =>
    given(...going, completed(A))
      .when(new ResumeDownload(A, cause))
      .refused('not-active'));
});

describe('the end', () => {
  const going = [initiated(A), accepted(A)];
  it('completes', () =>
    given(...going)
      .when(complete(A))
      .then(completed(A)));
  it('completes before the acceptance was told', () => given(initiated(A)).when(complete(A)).then(completed(A)));
  it('completes once', () =>
    given(...going, completed(A))
      .when(complete(A))
      .then());
  it('fails', () =>
    given(...going)
      .when(fail(A))
      .then(failed(A)));
  it('fails too late', () =>
    given(...going, completed(A))
      .when(fail(A))
      .then());
  it('of an earlier attempt says nothing about the next', () =>
    given(...going, failed(A), initiated(B))
      .when(complete(A))
      .then());
  it('of something unknown is no event', () => given().when(complete(A)).then());
  it('comes as a cancellation once that is asked for', () =>
    given(...going, cancellationRequested(A))
      .when(complete(A))
      .then());
  it('does not fail once cancellation is asked for', () =>
    given(...going, cancellationRequested(A))
      .when(fail(A))
      .then());
});

describe('cancellation', () => {
  const going = [initiated(A), accepted(A)];
  it('is asked for', () =>
    given(...going)
      .when(cancel(A, { removeData: true }))
      .then(cancellationRequested(A, true)));
  it('is asked for before the client has it', () => given(initiated(A)).when(cancel(A)).then(cancellationRequested(A)));
  it('is asked for twice', () =>
    given(...going, cancellationRequested(A))
      .when(cancel(A))
      .then());
  it('is done when the client has let go', () =>
    given(...going, cancellationRequested(A))
      .when(new FinishCancellation(A, false, cause))
      .then(cancelled(A)));
  it('is not done unasked', () =>
    given(...going)
      .when(new FinishCancellation(A, false, cause))
      .then());
  it('forgets at once', () =>
    given(...going)
      .when(cancel(A, { forget: true }))
      .then({ type: 'download.cancelled', data: { downloadId: A, reason: 'forgotten', leftInClient: true } }));
  it('forgets what is being cancelled', () =>
    given(...going, cancellationRequested(A))
      .when(cancel(A, { forget: true }))
      .then({ type: 'download.cancelled', data: { downloadId: A, reason: 'forgotten', leftInClient: true } }));
  it('of something unknown', () =>
    given(...going)
      .when(cancel(B))
      .refused('not-found'));
  it('of something ended', () =>
    given(...going, failed(A))
      .when(cancel(A))
      .refused('not-active'));
  it('follows an item that is gone', () =>
    given(...going)
      .when(new ReportItemGone(A, cause))
      .then({
        type: 'download.cancelled',
        data: { downloadId: A, reason: 'removed-from-client', leftInClient: false },
      }));
  it('is left to the dispatcher when asked for', () =>
    given(...going, cancellationRequested(A))
      .when(new ReportItemGone(A, cause))
      .then());
});

describe('a fence', () => {
  it('is set against an absent initiation', () => given().when(new FenceInitiation(A, cause)).then(fenced(A)));
  it('is set once', () => given(fenced(A)).when(new FenceInitiation(A, cause)).then());
  it('comes too late against a present one', () => given(initiated(A)).when(new FenceInitiation(A, cause)).then());
});

describe('a retry', () => {
  const retry = (id: string, ...events: DownloadEvent[]) => attemptToRetry(events.reduce(evolve, NO_DOWNLOADS), id);
  it('repeats what the attempt was for', () => expect(retry(A, initiated(A), failed(A)).initiated).toEqual(attempt(A)));
  it('repeats an earlier attempt too', () =>
    expect(retry(A, initiated(A), failed(A), initiated(B), cancelled(B)).initiated).toEqual(attempt(A)));
  it('needs an attempt', () => expect(() => retry(B, initiated(A), failed(A))).toThrow(new Refused('not-found')));
  it('is refused while it goes', () => expect(() => retry(A, initiated(A))).toThrow(new Refused('still-active')));
  it('is refused while another attempt goes', () =>
    expect(() => retry(A, initiated(A), failed(A), initiated(B))).toThrow(new Refused('duplicate-download')));
});

describe('history', () => {
  it('lets pass what a newer version wrote', () =>
    given(initiated(A), { type: 'download.blessed', data: { downloadId: A } } as unknown as DownloadEvent)
      .when(complete(A))
      .then(completed(A)));
});
