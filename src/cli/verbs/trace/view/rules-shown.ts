/** The rules of a hop that are worth a line. Most policies accept, and most jumps lead to chains where nothing matches. */
import type { Counted } from '../../../../trace/readings.ts';
import type { MatchedRule } from '../../../../trace/verdicts.ts';

type Rule = Counted | MatchedRule;

/**
 * - `deciding`: rules with a target that decides or changes something.
 * - `steps`: also other rules that matched, and the jumps that led to a rule.
 * - `all`: everything that the kernel reported.
 */
export type Detail = 'deciding' | 'steps' | 'all';

export function rulesShown(rules: readonly Rule[], detail: Detail): readonly Rule[] {
  if (detail === 'all') return rules.filter((rule) => 'verdict' in rule || decides(rule));
  if (detail === 'deciding') return rules.filter(decides);
  const matched = rules.filter((rule) => 'verdict' in rule && !isJump(rule) && !accepts(rule));
  const led = new Set(
    matched.flatMap((rule) => ('by' in rule ? rule.by : []).map((line) => keyOf(rule, line))),
  );
  return rules.filter(
    (rule) => decides(rule) || matched.includes(rule) || (isJump(rule) && led.has(keyOf(rule, rule.line))),
  );
}

const isJump = (rule: Rule): boolean =>
  'verdict' in rule && (rule.verdict === 'jump' || rule.verdict === 'goto');

/** A tunnel packet may meet the same rules as the packet inside. */
const keyOf = (rule: Rule, line: string): string =>
  [rule.family, rule.table, 'carrier' in rule ? 'outer' : '', line].join(' ');

const accepts = ({ line, target }: Rule): boolean => line.startsWith('-P') && target === 'ACCEPT';

/** Jumps to other chains, and policies that accept, decide nothing. */
const decides = (rule: Rule): boolean => targets.has(rule.target) && !accepts(rule);

const targets: ReadonlySet<string> = new Set([
  ...['ACCEPT', 'DROP', 'REJECT', 'DNAT', 'SNAT', 'MASQUERADE', 'REDIRECT', 'NETMAP'],
  ...['TCPMSS', 'MARK', 'CONNMARK', 'CT', 'NOTRACK', 'TPROXY', 'TTL', 'DSCP', 'NFQUEUE', 'LOG', 'TRACE'],
]);
