/**
 * Compares a lab as it is with the lab as it should be, by their comparable lines. Lists missing objects, extra ones, and those
 * with other values.
 */
import { groupBy } from '../base/group-by.ts';
import type { DifferenceKind as Kind, Value } from '../state/state-part.ts';
import { kindOf, kinds } from './kinds.ts';

export interface Change {
  readonly node: string;
  /** `missing`: only in the lab. `extra`: only in the kernel. `changed`: in both, with other values. */
  readonly how: 'missing' | 'extra' | 'changed';
  /** `route`, `rule`, `sysctl` */
  readonly what: string;
  /** As `ip` and the others write it. */
  readonly which: string;
  /** Of what is changed: each value as it is, and as it should be. */
  readonly values?: readonly Value[];
}

interface Item {
  readonly node: string;
  readonly kind: Kind;
  /** After the node and the part. */
  readonly text: string;
}

/** Both as `comparable` gives them. In the order of the nodes' names, then of kinds. */
export function changes(is: readonly string[], should: readonly string[]): readonly Change[] {
  const [here, there] = [new Set(is), new Set(should)];
  const extra = is
    .filter((line) => !there.has(line))
    .flatMap(item)
    .filter(byItself);
  const missing = should
    .filter((line) => !here.has(line))
    .flatMap(item)
    .filter(byItself);
  const byNode = (items: readonly Item[]) => groupBy(items, ({ node }) => node);
  const [added, gone] = [byNode(extra), byNode(missing)];
  const nodes = [...new Set([...added.keys(), ...gone.keys()])].sort();
  return nodes.flatMap((node) => changesOf(node, added.get(node) ?? [], gone.get(node) ?? []));
}

function changesOf(node: string, extra: readonly Item[], missing: readonly Item[]): readonly Change[] {
  const byKind = (items: readonly Item[]) => {
    const grouped = groupBy(items, ({ kind }) => kind);
    return (kind: Kind) => (grouped.get(kind) ?? []).map(({ text }) => text);
  };
  const [added, gone] = [byKind(extra), byKind(missing)];
  const absent = [...extra, ...missing].some(({ text }) => text === 'false');
  // Of a namespace that does not exist nothing else is printed.
  const shown = absent ? kinds.filter((kind) => kind.part === 'exists') : kinds;
  return shown
    .flatMap((kind) => paired(node, kind, added(kind), gone(kind)))
    .filter(({ what, how, which }) => what !== 'sysctl' || how === 'changed' || !ofInterface.test(which));
}

function item(line: string): readonly Item[] {
  const [node = '', part = '', ...rest] = line.split(' ');
  const kind = kindOf(part);
  return kind ? [{ node, kind, text: rest.join(' ') }] : [];
}

/** They come and go with it. */
const ofInterface = /^net\.(ipv4|ipv6)\.(conf|neigh)\./;

/** The kernel makes routes in table local for addresses, and fdb entries for multicast groups and
 * for an interface's own MAC: addresses and interfaces say enough. */
const byItself = ({ kind, text }: Item): boolean =>
  !(kind.what === 'route' && text.includes('"table":"local"')) &&
  !(kind.what === 'fdb' && /"mac":"(01:00:5e:|33:33:|of a port|mac\()/.test(text));

function paired(
  node: string,
  kind: Kind,
  extra: readonly string[],
  missing: readonly string[],
): readonly Change[] {
  if (kind.ordered) return reordered(node, kind, extra, missing);
  const common = { node, what: kind.what };
  const left = new Set(missing);
  const byKey = groupBy(left, kind.key);
  const found = extra.map((text): Change => {
    const key = kind.key(text);
    const twins = key === undefined ? undefined : byKey.get(key);
    const twin = twins?.[0];
    const values = twin === undefined ? undefined : kind.values?.(text, twin);
    if (twin === undefined || !values) return { ...common, how: 'extra', which: kind.say(text) };
    twins!.shift();
    left.delete(twin);
    return { ...common, how: 'changed', which: (kind.name ?? kind.say)(twin), values };
  });
  const absent = [...left].map((text): Change => ({ ...common, how: 'missing', which: kind.say(text) }));
  return [...absent, ...found];
}

/** Lines that contain their position. An inserted line moves those after it; these moves are not listed. */
function reordered(
  node: string,
  kind: Kind,
  extra: readonly string[],
  missing: readonly string[],
): readonly Change[] {
  const left = new Set(missing.keys());
  const byKey = groupBy(left, (i) => kind.key(missing[i]!));
  const added = extra.filter((text) => {
    const twin = byKey.get(kind.key(text))?.shift();
    if (twin !== undefined) left.delete(twin);
    return twin === undefined;
  });
  const common = { node, what: kind.what };
  const { changedKey } = kind;
  const told = changedKey
    ? paired(
        node,
        { ...kind, ordered: false, key: changedKey },
        added,
        [...left].map((i) => missing[i]!),
      )
    : [
        ...[...left].map((i): Change => ({ ...common, how: 'missing', which: kind.say(missing[i]!) })),
        ...added.map((text): Change => ({ ...common, how: 'extra', which: kind.say(text) })),
      ];
  if (told.length > 0 || extra.length === 0) return told;
  return [{ ...common, how: 'changed', which: `the order of ${kind.say(extra[0]!)} and others` }];
}
