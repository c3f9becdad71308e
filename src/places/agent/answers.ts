/**
 * Reads what an agent sends. On another machine, anything may run in its place: an answer of another form ends the connection
 * (PlaceLost), and not netlab.
 */
import { Foreign } from '../../model/foreign.ts';

/** The other side is not an agent of this version. */
export class NotAnAgent extends Error {
  constructor(what: string) {
    super(`it does not answer like an agent of netlab: ${what}`);
    this.name = 'NotAnAgent';
  }
}

export interface ProcessEnd {
  readonly exit: number | null;
  readonly timedOut: boolean;
}

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isFields(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
const values =
  (check: Check): Check =>
  (value) =>
    isFields(value) && Object.values(value).every(check);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const process = fields({
  pid: number,
  start: number,
  namespace: optional(number),
  argv: list(text),
  mark: optional(text),
});
const lock = fields({ lock: number });
const noLock = fields({ owner: optional(process), orphans: list(process) });

/** By request; all others have no answer that is used. */
const forms: Readonly<Record<string, Check>> = {
  boot: text,
  enter: list(text),
  list: list(text),
  lock: (value) => lock(value) || noLock(value),
  namespaces: values(number),
  owned: fields({ namespaces: values(number), links: list(text) }),
  processes: list(process),
  read: optional(text),
  start: fields({ exit: optional(number), timedOut: (value) => typeof value === 'boolean' }),
};

export function answerTo(op: string, payload: Buffer): unknown {
  const answer = parsed(payload, op);
  if (!(forms[op]?.(answer) ?? true)) throw new NotAnAgent(op);
  return answer;
}

const fault = fields({ text, todo: optional(text), code: optional(text), path: optional(text) });

export function faultIn(payload: Buffer): Error {
  const found = parsed(payload, 'an error');
  if (!fault(found)) throw new NotAnAgent('an error');
  const { text: said, todo, code, path } = found as Readonly<Record<string, string | null | undefined>>;
  if (typeof todo === 'string') return new Foreign(said ?? '', todo);
  // The form of Node's errors of system calls.
  return Object.assign(
    new Error(said ?? ''),
    code ? { code, syscall: 'use', ...(path ? { path } : {}) } : {},
  );
}

function parsed(payload: Buffer, what: string): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    throw new NotAnAgent(what);
  }
}
