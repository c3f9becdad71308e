/**
 * Compares a lab as it is with the lab as it should be, by their comparable lines. Lists missing objects, extra ones, and those
 * with other values.
 */
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
  const nodes = [...new Set([...extra, ...missing].map(({ node }) => node))].sort();
  return nodes.flatMap((node) => {
    const of = (items: readonly Item[], kind: Kind) =>
      items.filter((one) => one.node === node && one.kind === kind).map(({ text }) => text);
    const gone = (items: readonly Item[]) => items.some((one) => one.node === node && one.text === 'false');
    // For a missing namespace, nothing else is listed.
    const told = gone(extra) || gone(missing) ? kinds.filter((kind) => kind.part === 'exists') : kinds;
    return told
      .flatMap((kind) => paired(node, kind, of(extra, kind), of(missing, kind)))
      .filter(({ what, how, which }) => what !== 'sysctl' || how === 'changed' || !ofInterface.test(which));
  });
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
  const left = new Map(missing.map((text) => [text, kind.key(text)]));
  const found = extra.map((text): Change => {
    const twin = [...left].find(([, key]) => key !== undefined && key === kind.key(text))?.[0];
    const values = twin === undefined ? undefined : kind.values?.(text, twin);
    if (twin === undefined || !values) return { ...common, how: 'extra', which: kind.say(text) };
    left.delete(twin);
    return { ...common, how: 'changed', which: (kind.name ?? kind.say)(twin), values };
  });
  const absent = [...left.keys()].map(
    (text): Change => ({ ...common, how: 'missing', which: kind.say(text) }),
  );
  return [...absent, ...found];
}

/** Lines that contain their position. An inserted line moves those after it; these moves are not listed. */
function reordered(
  node: string,
  kind: Kind,
  extra: readonly string[],
  missing: readonly string[],
): readonly Change[] {
  const left = missing.map((text) => ({ text, key: kind.key(text) }));
  const added = extra.filter((text) => {
    const at = left.findIndex(({ key }) => key === kind.key(text));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const common = { node, what: kind.what };
  const told = [
    ...left.map(({ text }): Change => ({ ...common, how: 'missing', which: kind.say(text) })),
    ...added.map((text): Change => ({ ...common, how: 'extra', which: kind.say(text) })),
  ];
  if (told.length > 0 || extra.length === 0) return told;
  return [{ ...common, how: 'changed', which: `the order of ${kind.say(extra[0]!)} and others` }];
}
