/** The rules of each chain of nftables: the planned ones as nft prints them, beside the kernel's. */
import { groupBy } from '../base/group-by.ts';
import { nftWords } from '../base/quote.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { type Aligned, align } from './align.ts';
import type { NftLine } from './nftables.ts';
import { plannedPart } from './nftables-planned.ts';
import { type NftTable, nftablesPart, type RulesetChain, tableIn } from './nftables-ruleset.ts';

export interface FoundRule {
  readonly text: string;
  readonly handle: string | undefined;
}

export interface ComparedChain extends Aligned<NftLine, FoundRule> {
  /** Its first line. */
  readonly first: NftLine;
  /** In the order that the commands give them. */
  readonly rules: readonly NftLine[];
  readonly found: readonly FoundRule[];
}

/** The chains of the plan that exist. */
export function chainsOf(lines: readonly NftLine[], node: NodeState): readonly ComparedChain[] {
  const [there, reference] = [partOf(node, nftablesPart), partOf(node, plannedPart)];
  const some = lines.filter(({ object }) => object === 'rule' || object === 'chain');
  return [...groupBy(some, (line) => `${line.family} ${line.table} ${line.name}`).values()].flatMap((all) => {
    const [first] = all as [NftLine];
    const chain = chainIn(there, first);
    if (!chain) return [];
    const rules = inOrder(all.filter(({ object }) => object === 'rule'));
    const found = chain.rules.map((text, i) => ({ text, handle: chain.handles?.[i] }));
    const planned = chainIn(reference, first)?.rules;
    const aligned = planned?.length === rules.length ? byText(rules, planned, found) : byNumber(rules, found);
    return [{ ...aligned, first, rules, found }];
  });
}

export const chainIn = (tables: readonly NftTable[], line: NftLine): RulesetChain | undefined =>
  tableIn(tables, line)?.chains.get(line.name ?? '');

function inOrder(lines: readonly NftLine[]): readonly NftLine[] {
  const rules: NftLine[] = [];
  for (const line of lines)
    if (line.verb === 'insert') rules.unshift(line);
    else rules.push(line);
  return rules;
}

function byText(rules: readonly NftLine[], planned: readonly string[], found: readonly FoundRule[]) {
  const texts = new Map(rules.map((line, i) => [line, planned[i]]));
  return align(rules, found, (line, rule) => texts.get(line) === rule.text);
}

/** Without nft's own text, rules that look different may be the same: of these, only the number is compared. */
function byNumber(rules: readonly NftLine[], found: readonly FoundRule[]): Aligned<NftLine, FoundRule> {
  const aligned = align(rules, found, (line, rule) => normal(textOf(line)) === normal(rule.text));
  const same = Math.min(aligned.missing.length, aligned.extra.length);
  return {
    ...{ at: aligned.at, ordered: true },
    missing: aligned.missing.slice(0, aligned.missing.length - same),
    extra: aligned.extra.slice(0, aligned.extra.length - same),
  };
}

export const textOf = ({ words }: NftLine): string => nftWords(words).join(' ');

/** A rule in one spelling: without quotes and counted packets, blanks around braces and after commas. */
const normal = (rule: string): string =>
  rule
    .replaceAll('"', '')
    .replaceAll(/([{},])/g, ' $1 ')
    .replaceAll(/\b(index|position) \d+ /g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
