/** Checks the type of every field that netlab reads from a journal, because any program may have changed the file. */
import type { Journal } from '../model/journal.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const number: Check = (value) => Number.isFinite(value);
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));

const journal = object({
  version: (value) => value === 3,
  ...{
    lab: text,
    id: text,
    of: optional(text),
    file: text,
    sets: list(text),
    place: text,
    trust: optional(text),
  },
  state: (value) => value === 'building' || value === 'up',
  since: (value) => text(value) && !Number.isNaN(Date.parse(value as string)),
  ...{ bootId: text, planHash: text },
  nodes: list(object({ name: text, namespace: text, mounts: optional(text), cgroup: optional(text) })),
  // Of a process on the place itself the node is null.
  processes: list(
    object({ name: text, node: (value) => value === null || text(value), log: text, pid: text }),
  ),
  undo: list(list(text)),
  namespaces: list(object({ name: text, inode: optional(number) })),
  event: optional(object({ check: text, known: list(text) })),
  took: optional(number),
});

export const isJournal = (value: unknown): value is Journal => journal(value);
