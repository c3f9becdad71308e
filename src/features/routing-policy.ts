/**
 * Rules that select the routing table (ip-rule(8)). The kernel reads them in the order of their priority, lowest first. It reads
 * rules of one priority in the order in which they were added (fib_nl_newrule).
 */
import * as z from 'zod';
import { parseCidr } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { integer, interfaceName, routingTable, sentence, word } from '../base/scalar.ts';
import type { PlanScope } from '../model/context.ts';
import type { RuleStep } from '../steps/rule.ts';
import { defineFeature } from './feature.ts';
import { requireInterface } from './require-interface.ts';

const place = z.string().meta({ title: 'prefix, or address' });

const rule = z.strictObject({
  priority: integer(1, 32_765).describe(
    'Priority; the lowest is read first, rules of one priority in their order here; the rule of the main table has 32766',
  ),
  from: place.optional().describe('Source of the packets'),
  to: place.optional().describe('Destination of the packets'),
  mark: integer(0, 4_294_967_295).optional().describe('Packets with this firewall mark'),
  iif: interfaceName().optional().describe('Packets received on this interface'),
  oif: interfaceName().optional().describe('Packets of sockets bound to this interface'),
  table: routingTable().optional().describe('Routing table to look up'),
  type: word(['table', 'blackhole', 'unreachable', 'prohibit'])
    .default('table')
    .describe('Look up a table, or discard the packets as in a route of this type'),
  family: word(['ipv4', 'ipv6'])
    .optional()
    .describe('Address family, if neither from nor to has one (default: ipv4)'),
  about: sentence().optional().describe('Reason for the rule; the plan prints it'),
});

const schema = z.array(rule);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    'routing-policy': z.input<typeof schema>;
  }
}
type Rule = Spec[number] & { readonly source: Source };

export const routingPolicy = defineFeature<Spec, readonly Rule[]>({
  key: 'routing-policy',
  about: 'Rules that choose the routing table',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const all = spec.map((item, i) => {
      if (item.type === 'table' && item.table === undefined)
        asker.refuse({
          code: 'no-table',
          message: 'the rule has no table',
          at: asker.at(i),
          hint: 'add table: <number>',
        });
      for (const key of ['iif', 'oif'] as const)
        if (item[key] !== undefined) requireInterface(item[key], asker.at(i, key), asker);
      const literal = (key: 'from' | 'to') => {
        const text = item[key];
        if (text === undefined || parseCidr(text)) return text;
        return asker.address(text, asker.at(i, key));
      };
      const from = literal('from');
      const to = literal('to');
      return { ...item, ...(from ? { from } : {}), ...(to ? { to } : {}), source: asker.at(i) };
    });
    for (const [i, item] of all.entries()) {
      const first = all.slice(0, i).find((one) => isTaken(one, item));
      if (first)
        asker.refuse({
          code: 'policy-twice',
          message: `${asker.node} already has a rule with priority ${item.priority} for these packets and this ${item.type === 'table' ? 'table' : 'action'} (line ${first.source.line})`,
          at: item.source,
          hint: 'the kernel takes it for the same rule. Write the rule with from or to behind it, or use another priority',
        });
    }
    return all;
  },
  plan: (rules, scope) =>
    rules.map((item) =>
      step(
        item,
        rules.filter((one) => one.priority === item.priority && isSix(one) === isSix(item)),
        scope,
      ),
    ),
});

const isSix = (rule: Pick<Rule, 'family' | 'from' | 'to'>): boolean =>
  rule.family === 'ipv6' || [rule.from, rule.to].some((text) => text?.includes(':'));

/**
 * The kernel refuses a rule ("File exists") if an earlier one is equal. A rule without from or to equals one with any
 * (rule_exists, fib4_rule_compare).
 */
const isTaken = (earlier: Rule, rule: Rule): boolean =>
  earlier.priority === rule.priority &&
  isSix(earlier) === isSix(rule) &&
  (['iif', 'oif', 'mark', 'type', 'table'] as const).every((key) => earlier[key] === rule[key]) &&
  (['from', 'to'] as const).every(
    (key) => rule[key] === undefined || rule[key].endsWith('/0') || rule[key] === earlier[key],
  );

/** The selector and the action distinguish rules of one priority. */
const wordsOf = ({ from, to, iif, oif, mark, type, table }: Rule): readonly string[] => [
  ...Object.entries({ from, to, iif, oif, mark }).flatMap(([word, given]) =>
    given === undefined ? [] : [word, String(given)],
  ),
  ...(type === 'table' ? ['table', String(table)] : [type]),
];

/** `alike`: the rules of this priority. The kernel appends a rule to those of its priority, so each has a level of its own. */
function step(rule: Rule, alike: readonly Rule[], scope: PlanScope): RuleStep {
  const six = isSix(rule);
  const which = alike.length > 1 ? `/${wordsOf(rule).join(' ')}` : '';
  return {
    kind: 'rule',
    id: `${scope.node.name}/policy/${six ? 'ipv6/' : ''}${rule.priority}${which}`,
    stage: 'policy',
    level: alike.indexOf(rule),
    node: scope.node.name,
    source: rule.source,
    reason:
      rule.about ??
      `${scope.node.name} ${rule.type === 'table' ? `looks up matching packets in table ${rule.table}` : `discards matching packets (${rule.type})`}.`,
    family: six ? 6 : 4,
    priority: rule.priority,
    ...(rule.from ? { from: rule.from } : {}),
    ...(rule.to ? { to: rule.to } : {}),
    ...(rule.iif ? { iif: rule.iif } : {}),
    ...(rule.oif ? { oif: rule.oif } : {}),
    ...(rule.mark === undefined ? {} : { mark: rule.mark }),
    action: rule.type === 'table' ? { lookup: rule.table! } : { type: rule.type },
  };
}
