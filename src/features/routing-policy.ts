/** Rules that choose which routing table answers (ip-rule(8)); the lowest priority is asked first. */
import * as z from 'zod';
import { parseCidr } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { integer, interfaceName, sentence, word } from '../base/scalar.ts';
import type { PlanScope } from '../model/context.ts';
import type { RuleStep } from '../steps/rule.ts';
import type { Feature } from './feature.ts';
import { refuseTwice } from './refuse-twice.ts';
import { requireInterface } from './require-interface.ts';

const place = z.string().meta({ title: 'prefix, or address' });

const rule = z.strictObject({
  priority: integer(1, 32_765).describe('The lowest is asked first; the main table is at 32766'),
  from: place.optional().describe('Packets from there'),
  to: place.optional().describe('Packets to there'),
  mark: integer(0, 4_294_967_295).optional().describe('Packets with this firewall mark'),
  iif: interfaceName().optional().describe('Packets that come in here'),
  oif: interfaceName().optional().describe('Packets of sockets that are bound to it'),
  table: integer(1, 4_294_967_295).optional().describe('The table that answers'),
  type: word(['table', 'blackhole', 'unreachable', 'prohibit'])
    .default('table')
    .describe('A table answers, or there is no way'),
  family: word(['ipv4', 'ipv6']).optional().describe('Where neither from nor to tells it; IPv4 unless said'),
  about: sentence().optional().describe('Why it exists; the plan prints it'),
});

const schema = z.array(rule);
type Spec = z.output<typeof schema>;
type Rule = Spec[number] & { readonly source: Source };

export const routingPolicy: Feature<Spec, readonly Rule[]> = {
  key: 'routing-policy',
  about: 'Rules that choose the routing table',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const all = spec.map((item, i) => {
      if (item.type === 'table' && item.table === undefined)
        asker.refuse({
          code: 'no-table',
          message: 'a rule says which table answers',
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
    refuseTwice(all, asker, {
      code: 'policy-twice',
      key: (item) => `${isSix(item)} ${item.priority}`,
      name: (item) =>
        `a rule of priority ${item.priority}, and which one is asked first would be left to chance,`,
    });
    return all;
  },
  plan: (rules, scope) => rules.map((item) => step(item, scope)),
};

const isSix = (rule: Pick<Rule, 'family' | 'from' | 'to'>): boolean =>
  rule.family === 'ipv6' || [rule.from, rule.to].some((text) => text?.includes(':'));

function step(rule: Rule, scope: PlanScope): RuleStep {
  const six = isSix(rule);
  return {
    kind: 'rule',
    id: `${scope.node.name}/policy/${six ? 'ipv6/' : ''}${rule.priority}`,
    stage: 'policy',
    level: 0,
    node: scope.node.name,
    source: rule.source,
    reason:
      rule.about ??
      `${scope.node.name} asks ${rule.type === 'table' ? `table ${rule.table}` : `nothing (${rule.type})`} for what this matches.`,
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
