import { type Principal } from '../../http/auth/principal.js';
import { type Answer, noSuchPath, notAllowed } from './answer.js';
import { type Parameters } from './parameters.js';

/** `ids`: the numbers in the path. */
export type Call = { parameters: Parameters; caller: Principal; ids: readonly number[]; body: unknown };
export type Run = (call: Call) => Answer | Promise<Answer>;

/** By method and path below the version, `{id}` for a number: `GET queue`, `DELETE queue/{id}`. */
export type Routes = Readonly<Record<string, Run>>;

/** @throws ArrRefusal 404, 405 */
export function findRoute(routes: Routes, method: string, path: string): { run: Run; ids: number[] } {
  const parts = path.split('/').filter((part) => part !== '');
  const ids = parts.filter(isId).map(Number);
  const shape = parts.map((part) => (isId(part) ? '{id}' : part.toLowerCase())).join('/');
  const name = `${method} ${shape}`;
  if (Object.hasOwn(routes, name)) return { run: routes[name]!, ids };
  const isKnown = Object.keys(routes).some((each) => each.split(' ')[1] === shape);
  throw isKnown ? notAllowed() : noSuchPath();
}

const isId = (part: string): boolean => /^\d{1,10}$/.test(part);
