/** Merges links of one name: ends and addresses append, other values replace. */
import type { Faults } from '../base/diagnostic.ts';
import { groupBy } from '../base/group-by.ts';
import { type Entry, find, type List, type Mapping, type Tree } from '../base/tree.ts';
import { merge } from './merge.ts';

export function mergeLinks(cluster: List, explicit: Tree | undefined, faults: Faults): List {
  if (explicit && explicit.kind !== 'list')
    faults.add({ code: 'wrong-type', message: 'links must be a list', at: explicit.at });
  const written = explicit?.kind === 'list' ? explicit.items : [];
  const byName = groupBy([...cluster.items, ...written], (link) => nameOf(link) ?? link);
  const items = [...byName.values()].map((links) =>
    links.length > 1 ? join(links as Mapping[]) : links[0]!,
  );
  return { kind: 'list', at: explicit?.at ?? cluster.at, items };
}

function nameOf(link: Tree): string | undefined {
  const name = link.kind === 'map' ? find(link, 'name')?.value : undefined;
  return name?.kind === 'scalar' ? (name.text ?? undefined) : undefined;
}

/** An address belongs to the end at the same position, so a part without addresses is filled up with null. */
function join(links: readonly Mapping[]): Mapping {
  const padded = links.map(
    (link): Mapping => ({
      ...link,
      entries: [
        ...link.entries.filter(({ key }) => !families.includes(key)),
        ...families.map((key) => pad(link, key, endsOf(link))),
      ],
    }),
  );
  const merged = mergeAll(padded);
  return {
    ...merged,
    entries: merged.entries.filter(({ key, value }) => !families.includes(key) || hasAddress(value)),
  };
}

/** Lists are appended once and not link by link, because thousands of links may have one name. */
function mergeAll(links: readonly Mapping[]): Mapping {
  const long = ['endpoints', ...families].filter((key) =>
    links.every((link) => find(link, key)?.value.kind === 'list'),
  );
  const without = links.map(
    (link): Mapping => ({
      ...link,
      entries: link.entries.map((entry) =>
        long.includes(entry.key) ? { ...entry, value: { ...entry.value, items: [] } as List } : entry,
      ),
    }),
  );
  const merged = without.reduce((base, over) => merge(base, over) as Mapping);
  return {
    ...merged,
    entries: merged.entries.map((entry) =>
      long.includes(entry.key)
        ? { ...entry, value: { ...entry.value, items: itemsOf(links, entry.key) } as List }
        : entry,
    ),
  };
}

const itemsOf = (links: readonly Mapping[], key: string): readonly Tree[] =>
  links.flatMap((link) => (find(link, key)!.value as List).items);

const endsOf = (link: Mapping): number => {
  const ends = find(link, 'endpoints')?.value;
  return ends?.kind === 'list' ? ends.items.length : 0;
};

const families = ['ipv4', 'ipv6'];

function pad(link: Mapping, key: string, count: number): Entry {
  const entry = find(link, key);
  if (entry?.value.kind === 'list' && entry.value.items.length >= count) return entry;
  const items = entry?.value.kind === 'list' ? entry.value.items : [];
  const gaps = Array.from(
    { length: count - items.length },
    (): Tree => ({ kind: 'scalar', text: null, at: link.at }),
  );
  return {
    key,
    keyAt: entry?.keyAt ?? link.at,
    value: { kind: 'list', at: entry?.value.at ?? link.at, items: [...items, ...gaps] },
  };
}

const hasAddress = (list: Tree): boolean =>
  list.kind === 'list' && list.items.some((item) => item.kind === 'scalar' && item.text !== null);
