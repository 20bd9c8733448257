import { type ClientUnavailable } from '../client-errors.js';
import { callSettings, send, type Answer, type CallSettings } from '../http.js';
import {
  addressRefused,
  cookieLost,
  lockedOut,
  notQbittorrent,
  problemOf,
  signInNeeded,
  wrongKey,
  wrongPassword,
} from './answers.js';
import { Cookies } from '../cookies.js';
import { SignInPause } from './sign-in-pause.js';

export type Credentials = CallSettings & {
  url: string;
  username: string | null;
  password: string | null;
  apiKey: string | null;
};
export type ApiCall = {
  query?: Record<string, string>;
  /** Makes it a POST. */
  form?: Record<string, string> | FormData;
  limitMs?: number;
};

/**
 * Calls to the Web API (v2) of qBittorrent, signed in. A session that has ended is begun anew once for a call; a refused
 * sign-in is remembered and not repeated for a long while, so that no poll feeds a ban.
 */
export class QbittorrentSession {
  readonly #base: string;
  readonly #cookies = new Cookies();
  readonly #pause: SignInPause;
  #signingIn: Promise<void> | null = null;
  /** Counts the sessions begun. `proven`: a call has worked in it. */
  #session = { number: 0, signedIn: false, proven: false };

  constructor(
    private readonly credentials: Credentials,
    pause = new SignInPause(),
  ) {
    this.#base = baseOf(credentials.url);
    this.#pause = pause;
  }

  get url(): string {
    return this.#base;
  }

  /** Another one after each start of the daemon, and when it has expired. */
  get id(): string | null {
    return this.#cookies.valueOf(/^(QBT_)?SID/i);
  }

  /**
   * @param options `byHand`: somebody waits for the answer, so that a refused sign-in may be repeated sooner
   * @returns any answer that is qBittorrent's own, also 404, 409 and 415
   * @throws ClientUnavailable
   */
  async call(path: string, call: ApiCall = {}, { byHand = false } = {}): Promise<Answer> {
    if (this.credentials.apiKey) return this.#withKey(path, call, this.credentials.apiKey);
    await this.#signedIn(byHand);
    const { number, proven } = this.#session;
    let answer = await this.#send(path, call);
    if (answer.status === 403 && proven && this.#hasPassword) {
      await this.#signedInAfter(number, byHand);
      answer = await this.#send(path, call);
    }
    if (answer.status === 403) throw this.#forbidden();
    this.#session.proven = true;
    return this.#checked(answer);
  }

  async #withKey(path: string, call: ApiCall, key: string): Promise<Answer> {
    const answer = await this.#send(path, call, { authorization: `Bearer ${key}` });
    if (answer.status === 403) throw wrongKey(this.#base);
    return this.#checked(answer);
  }

  #checked(answer: Answer): Answer {
    const problem = problemOf(this.#base, answer);
    if (problem !== null) throw problem;
    return answer;
  }

  #forbidden(): ClientUnavailable {
    this.#session.signedIn = false;
    return this.#hasPassword ? cookieLost(this.#base) : signInNeeded(this.#base);
  }

  get #hasPassword(): boolean {
    return this.credentials.username !== null || this.credentials.password !== null;
  }

  async #signedIn(byHand: boolean): Promise<void> {
    if (this.#session.signedIn || !this.#hasPassword) return;
    this.#signingIn ??= this.#signIn(byHand).finally(() => (this.#signingIn = null));
    await this.#signingIn;
  }

  /** Calls that end with the same session begin the next one together. */
  async #signedInAfter(session: number, byHand: boolean): Promise<void> {
    if (this.#session.number === session) this.#session.signedIn = false;
    await this.#signedIn(byHand);
  }

  async #signIn(byHand: boolean): Promise<void> {
    const standing = this.#pause.standing(byHand);
    if (standing !== null) await this.#stillRefused(standing);
    this.#cookies.clear();
    const { username, password } = this.credentials;
    const answer = await this.#send('auth/login', { form: { username: username ?? '', password: password ?? '' } });
    const refusal = await this.#refusalOf(answer);
    if (refusal !== null) {
      if (refusal.kind !== 'unreachable') this.#pause.refused(refusal);
      throw refusal;
    }
    this.#pause.end();
    this.#session = { number: this.#session.number + 1, signedIn: true, proven: false };
  }

  /** One that has been started anew has forgotten its bans, and one that has come to trust this address asks for no password. */
  async #stillRefused(standing: ClientUnavailable): Promise<void> {
    let answer: Answer;
    try {
      answer = await this.#send('app/version', {});
    } catch (error) {
      this.#pause.end();
      throw error;
    }
    if (answer.status !== 200) throw standing;
  }

  /** Up to 5.1 a wrong password is 200 with "Fails.", later 401; 403 is the ban, with a sentence in its user's language. */
  async #refusalOf(answer: Answer): Promise<ClientUnavailable | null> {
    const said = answer.body.trim();
    if (answer.status === 204 || (answer.status === 200 && said === 'Ok.')) return null;
    if (answer.status === 403) return lockedOut(this.#base);
    if (answer.status === 200 && said === 'Fails.') return wrongPassword(this.#base);
    if (answer.status !== 401) return problemOf(this.#base, answer) ?? notQbittorrent(this.#base, answer);
    const bare = await this.#send('app/version', {});
    return bare.status === 401 ? addressRefused(this.#base) : wrongPassword(this.#base);
  }

  async #send(path: string, { query, form, limitMs }: ApiCall, headers: Record<string, string> = {}): Promise<Answer> {
    const search = Object.keys(query ?? {}).length === 0 ? '' : `?${new URLSearchParams(query).toString()}`;
    const cookie = this.#cookies.header;
    const answer = await send(`${this.#base}/api/v2/${path}${search}`, {
      method: form === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }), ...(isFields(form) && FORM) },
      ...(form === undefined ? {} : { body: isFields(form) ? new URLSearchParams(form).toString() : form }),
      ...(limitMs === undefined ? {} : { limitMs }),
      ...callSettings(this.credentials), // what its user says goes before what is usual
    });
    this.#cookies.take(answer.headers);
    return answer;
  }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const isFields = (form: ApiCall['form']): form is Record<string, string> =>
  form !== undefined && !(form instanceof FormData);

/** People give the address of the page, or of the API. */
function baseOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '').replace(/\/api(\/v2)?$/, '')}`;
}
