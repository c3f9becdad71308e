/** The lines under a hop: changes of the packet, NAT, the route and the rules. */
import { sayEncapsulation } from '../../../../trace/encapsulation.ts';
import type { BalancedChoice } from '../../../../trace/ipvs.ts';
import type { AddressOwner } from '../../../../trace/moving-address.ts';
import type { Counted } from '../../../../trace/readings.ts';
import { innermost } from '../../../../trace/sighting.ts';
import type { Hop } from '../../../../trace/trace.ts';
import type { MatchedRule } from '../../../../trace/verdicts.ts';
import { type Detail, rulesShown } from './rules-shown.ts';

export interface Said {
  /** `change` happened before this hop; the node applied `route` and `rule` before the packet left. */
  readonly kind: 'change' | 'owner' | 'nat' | 'route' | 'rule';
  readonly text: string;
}

/** The most rules of one hop; JSON has all. With more than `mostSteps` steps, only the deciding rules are shown. */
const mostRules = 6;
const mostSteps = 12;

export interface Details {
  /** The packet's first hop: its fields are shown, not only changes. */
  readonly first?: boolean;
  /** Default: the rules that decide. */
  readonly detail?: Detail;
}

export function saidOf(hop: Hop, { first = false, detail = 'deciding' }: Details = {}): readonly Said[] {
  const { changes, route, rules, natRules, balanced, owner } = hop;
  const { ip } = innermost(hop.frame);
  const change: readonly (string | false | undefined)[] = [
    first && ip && `ttl ${ip.ttl}`,
    changes.ttl && `ttl ${changes.ttl.to}`,
    changes.outerTtl && `outer ttl ${changes.outerTtl.to}`,
    ...(changes.takenOff ?? []).map((one) => `off: ${sayEncapsulation(one)}`),
    ...(changes.putOn ?? []).map((one) => `on: ${sayEncapsulation(one)}`),
    changes.vlans && (changes.vlans.length > 0 ? `VLAN ${changes.vlans.join(', ')}` : 'VLAN tag off'),
    (first || changes.macs) && hop.frame.ethernet && `${hop.frame.ethernet.src} > ${hop.frame.ethernet.dst}`,
  ];
  const nat = (changes.nat ?? []).map(({ what, from, to }) => `${what} ${from} is now ${to}`);
  const byRule = natRules?.map((rule) => sayRule(rule)).join(', ');
  const ipvs = balanced && sayBalanced(balanced);
  const by = [ipvs, byRule].filter(Boolean).join(', ') || 'connection tracking turns it back';
  const shownRules = (some: Detail) => rulesShown(rules, some).filter((rule) => !natRules?.includes(rule));
  const steps = shownRules(detail);
  const told = detail === 'steps' && steps.length > mostSteps ? shownRules('deciding') : steps;
  const most = detail === 'all' ? told.length : told === steps && detail === 'steps' ? mostSteps : mostRules;
  // The routing decision follows PREROUTING, and for the node's own packets precedes OUTPUT.
  const destination = (changes.nat ?? []).some(({ what }) => what === 'destination');
  const shown = told.slice(0, most);
  const early = first ? [] : shown.filter((rule) => 'hook' in rule && rule.hook === 'prerouting');
  const lines = (some: readonly (Counted | MatchedRule)[]) =>
    some.map((rule): Said => ({ kind: 'rule', text: sayStep(rule) }));
  const late = shown.filter((rule) => !early.includes(rule));
  const rewritten: readonly Said[] =
    nat.length > 0
      ? [{ kind: 'nat', text: `${nat.join(', ')}: ${by}` }]
      : ipvs === undefined
        ? []
        : [{ kind: 'nat', text: ipvs }];
  const routed: readonly Said[] = route === undefined ? [] : [{ kind: 'route', text: sayRoute(route) }];
  return [
    ...change.flatMap((text): readonly Said[] => (text ? [{ kind: 'change', text }] : [])),
    ...(owner ? [{ kind: 'owner', text: sayOwner(hop.node, owner) } as const] : []),
    ...lines(early),
    ...(destination && !first ? rewritten : []),
    ...routed,
    ...lines(late),
    ...(destination && !first ? [] : rewritten),
    ...(told.length > most ? [{ kind: 'rule', text: `and ${told.length - most} more (-v)` } as const] : []),
  ];
}

/** The forwarding method is printed where the packet keeps its destination. */
function sayBalanced({ server, protocol, service, scheduler, forwarding }: BalancedChoice): string {
  const more = [scheduler, forwarding === 'masq' ? undefined : forwarding].filter(Boolean).join(', ');
  return `IPVS chose ${server} for ${protocol} ${service}${more === '' ? '' : ` (${more})`}`;
}

/** `keepalived` moves addresses by VRRP. */
const sayOwner = (node: string, { address, process, others }: AddressOwner): string =>
  `${node} has ${address} by ${process === 'keepalived' ? 'VRRP (keepalived)' : process}${others.length === 0 ? '' : `; ${others.join(', ')} can take it`}`;

const commentOf = / -m comment --comment (?:"([^"]*)"|(\S+))/;

/** `nat -A DOCKER ... -j DNAT --to-destination 172.17.0.2:80`. The comments of kube-proxy name the service and the endpoint. */
function sayRule({ table, line }: Counted): string {
  const [, quoted, plain] = commentOf.exec(line) ?? [];
  const comment = /^-A KUBE-/.test(line) ? (quoted ?? plain) : undefined;
  const rule = `${table === 'filter' ? '' : `${table} `}${line.replace(commentOf, '')}`;
  return comment === undefined ? rule : `${rule} (${comment})`;
}

/** A step through the chains, with its verdict if the rule does not show it. */
function sayStep(rule: Counted | MatchedRule): string {
  if (!('verdict' in rule)) return sayRule(rule);
  const { verdict, target, carrier } = rule;
  return `${carrier ? 'outer: ' : ''}${sayRule(rule)}${['jump', 'goto', target.toLowerCase()].includes(verdict) ? '' : `: ${verdict}`}`;
}

const sayRoute = (route: string): string =>
  route
    .replace(/^RTNETLINK answers: Invalid cross-device link$/, 'none: its source is not believed')
    .replace(/^(?:RTNETLINK answers|Error): /, 'none: ')
    .replace(/ (?:proto|scope) \S+/g, '')
    .replace(/^(local .*) src \S+/, '$1');
