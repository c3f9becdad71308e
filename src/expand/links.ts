/** Merges links of one name: ends and addresses append, other values replace. */
import type { Faults } from '../base/diagnostic.ts';
import { type Entry, find, type List, type Mapping, type Tree } from '../base/tree.ts';
import type { Growth } from './growth.ts';
import { merge } from './merge.ts';

export function mergeLinks(cluster: List, explicit: Tree | undefined, faults: Faults, growth: Growth): List {
  if (explicit && explicit.kind !== 'list')
    faults.add({ code: 'wrong-type', message: 'links must be a list', at: explicit.at });
  const written = explicit?.kind === 'list' ? explicit.items : [];
  const joined: Tree[] = [];
  const byName = new Map<string, number>();
  for (const link of [...cluster.items, ...written]) {
    const name = nameOf(link);
    const before = name === undefined ? undefined : byName.get(name);
    if (before !== undefined) {
      // The list of ends is copied once for each link that joins.
      growth.spend(endsOf(joined[before] as Mapping), link.at);
      joined[before] = join(joined[before] as Mapping, link as Mapping);
    } else {
      if (name !== undefined) byName.set(name, joined.length);
      joined.push(link);
    }
  }
  return { kind: 'list', at: explicit?.at ?? cluster.at, items: joined };
}

function nameOf(link: Tree): string | undefined {
  const name = link.kind === 'map' ? find(link, 'name')?.value : undefined;
  return name?.kind === 'scalar' ? (name.text ?? undefined) : undefined;
}

/** An address belongs to the end at the same position, so a part without addresses is filled up with null. */
function join(base: Mapping, over: Mapping): Mapping {
  const padded = [base, over].map((link) => {
    const count = endsOf(link);
    return {
      ...link,
      entries: [
        ...link.entries.filter(({ key }) => !families.includes(key)),
        ...families.map((key) => pad(link, key, count)),
      ],
    };
  });
  const merged = merge(padded[0], padded[1]!) as Mapping;
  return {
    ...merged,
    entries: merged.entries.filter(({ key, value }) => !families.includes(key) || hasAddress(value)),
  };
}

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
