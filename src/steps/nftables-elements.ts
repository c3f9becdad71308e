/** The elements of sets and maps of nftables, compared with those of the plan as nft prints them. */
import { groupBy } from '../base/group-by.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import type { NftLine } from './nftables.ts';
import { plannedPart } from './nftables-planned.ts';
import { type NftObject, type NftTable, nftablesPart, tableIn } from './nftables-ruleset.ts';

export interface ChangedElements {
  /** The line that adds the elements, or makes the set. */
  readonly line: NftLine;
  /** `set` or `map`. */
  readonly object: string;
  /** Of a map, with their values: `10.0.0.1 : drop`. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly mend: readonly NftLine[];
}

export function changedElements(lines: readonly NftLine[], node: NodeState): readonly ChangedElements[] {
  const [there, reference] = [partOf(node, nftablesPart), partOf(node, plannedPart)];
  const sets = lines.filter(({ object }) => ['set', 'map', 'element'].includes(object));
  return [...groupBy(sets, (line) => `${line.family} ${line.table} ${line.name}`).values()].flatMap((all) => {
    const line = all.find(({ object }) => object === 'element') ?? all[0]!;
    const [found, planned] = [objectIn(there, line), objectIn(reference, line)];
    // Packets add elements of a dynamic set.
    if (found === undefined || /\bdynamic\b/.test(found.text)) return [];
    const wanted = planned === undefined ? addressesOf(all) : planned.elements;
    const is = found.elements;
    // Without nft's own text, intervals may be merged, and other types have several spellings.
    if (planned === undefined && /\bflags [^;]*interval/.test(found.text)) return [];
    const known = new Set(planned === undefined ? is.map(keyOf) : is);
    const missing = wanted.filter((element) => !known.has(element));
    const keys = new Set(wanted.map(keyOf));
    const extra = planned === undefined ? [] : is.filter((element) => !keys.has(keyOf(element)));
    if (missing.length + extra.length === 0) return [];
    const lost = new Set(missing.map(keyOf));
    const stale = is.filter((element) => lost.has(keyOf(element))).map(keyOf);
    const elements = (verb: NftLine['verb'], some: readonly string[]): readonly NftLine[] =>
      some.length === 0
        ? []
        : [{ ...line, verb, object: 'element', words: `{ ${some.join(', ')} }`.split(' ') }];
    return [
      {
        line: (missing[0] === undefined ? undefined : lineOf(all, missing[0])) ?? line,
        object: found.object,
        missing,
        extra,
        mend: [...elements('delete', stale), ...elements('add', missing)],
      },
    ];
  });
}

const objectIn = (tables: readonly NftTable[], line: NftLine): NftObject | undefined =>
  tableIn(tables, line)?.objects.get(line.name ?? '');

/** Without the value of a map, times and a comment. */
const keyOf = (element: string): string =>
  element
    .replaceAll(/"[^"]*"/g, '""')
    .replace(/ : .*$/s, '')
    .replace(/ (timeout|comment) .*$/, '');

/** The line that adds an element, if it was typed as nft prints it. */
const lineOf = (lines: readonly NftLine[], element: string): NftLine | undefined =>
  lines.find(
    (line) => line.object === 'element' && ` ${line.words.join(' ')} `.includes(` ${keyOf(element)} `),
  );

/** IPv4 addresses among the planned elements, which nft prints as they are typed. */
const addressesOf = (lines: readonly NftLine[]): readonly string[] =>
  lines
    .filter(({ object }) => object === 'element')
    .flatMap(({ words }) => words.join(' ').split(/[\s,{}]+/))
    .filter((word) => /^\d+(\.\d+){3}$/.test(word));
