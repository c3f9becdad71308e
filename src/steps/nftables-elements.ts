/** The elements of sets and maps of nftables, compared with those of the plan as nft prints them. */
import { groupBy } from '../base/group-by.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import type { NftLine } from './nftables.ts';
import { plannedPart } from './nftables-planned.ts';
import { type NftTable, nftablesPart } from './nftables-ruleset.ts';

export interface ChangedElements {
  /** The line that adds the elements, or makes the set. */
  readonly line: NftLine;
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
    if (found === undefined || /\bdynamic\b/.test(found)) return [];
    const wanted = planned === undefined ? addressesOf(all) : elementsOf(planned);
    const is = elementsOf(found);
    // Without nft's own text, intervals may be merged, and other types have several spellings.
    if (planned === undefined && /\bflags [^;]*interval/.test(found)) return [];
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
    return [{ line, missing, extra, mend: [...elements('delete', stale), ...elements('add', missing)] }];
  });
}

const objectIn = (tables: readonly NftTable[], { family, table, name }: NftLine): string | undefined =>
  tables.find((one) => one.family === family && one.name === table)?.objects.find((one) => one.name === name)
    ?.text;

/** `elements = { 10.0.0.1 : drop, 10.0.0.2 : jump { ... } }` */
function elementsOf(text: string): readonly string[] {
  const [, inside = ''] = /\belements = \{(.*)\}/s.exec(text) ?? [];
  const parts: string[] = [''];
  let depth = 0;
  for (const c of inside) {
    if (c === '{') depth++;
    if (c === '}') depth--;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Without the value of a map, and without times. */
const keyOf = (element: string): string => element.replace(/ : .*$/s, '').replace(/ timeout .*$/, '');

/** IPv4 addresses among the planned elements, which nft prints as they are typed. */
const addressesOf = (lines: readonly NftLine[]): readonly string[] =>
  lines
    .filter(({ object }) => object === 'element')
    .flatMap(({ words }) => words.join(' ').split(/[\s,{}]+/))
    .filter((word) => /^\d+(\.\d+){3}$/.test(word));
