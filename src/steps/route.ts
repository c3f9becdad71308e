/** `ip route add`: a route, with one next hop, several or none. */
import type { Plan, Step, StepBase } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { deletingRoute, extraRoutes } from './extra-routes.ts';
import { otherAddress } from './other-value.ts';
import type { Alteration, Names, StepKind } from './step-kind.ts';
import { tableName } from './table-name.ts';
import { typedStep } from './typed-step.ts';

export interface RouteStep extends StepBase {
  readonly kind: 'route';
  readonly family: 4 | 6;
  /** unicast, or what happens instead: blackhole, unreachable, prohibit, throw, local. */
  readonly type: string;
  /** `default`, or a prefix. */
  readonly to: string;
  readonly via?: string;
  readonly dev?: string;
  readonly scope?: string;
  readonly src?: string;
  readonly metric?: number;
  readonly table?: number;
  readonly vrf?: string;
  readonly protocol?: number;
  readonly mtu?: number;
  readonly onlink?: boolean;
  /** Two or more that share the traffic; `via` is absent then. */
  readonly nexthops?: readonly NextHop[];
}

export interface NextHop {
  readonly via: string;
  readonly dev?: string;
  readonly weight?: number;
  readonly onlink?: boolean;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    route: RouteStep;
  }
}

export const route: StepKind<RouteStep> = {
  kind: 'route',
  command: (step) => [
    ...(step.family === 6 ? ['ip', '-6'] : ['ip']),
    ...['route', 'add'],
    ...(step.type === 'unicast' ? [] : [step.type]),
    step.to,
    ...value('via', step.via),
    ...value('dev', step.dev),
    ...value('scope', step.scope),
    ...value('src', step.src),
    ...value('metric', step.metric),
    ...value('table', step.table),
    ...value('vrf', step.vrf),
    ...value('proto', step.protocol),
    ...value('mtu', step.mtu),
    ...(step.onlink ? ['onlink'] : []),
    ...(step.nexthops ?? []).flatMap((hop) => [
      ...['nexthop', 'via', hop.via],
      ...value('dev', hop.dev),
      ...value('weight', hop.weight),
      ...(hop.onlink ? ['onlink'] : []),
    ]),
  ],
  compare,
  extra: extraRoutes,
  mutations: { route: 'a route has another gateway, interface or metric, or no preferred source' },
  mutate: (step, plan) => [...gateways(step), ...device(step, plan), ...source(step), ...metric(step, plan)],
};

const value = (word: string, given: string | number | undefined): readonly string[] =>
  given === undefined ? [] : [word, String(given)];

function compare(step: RouteStep, node: NodeState, names: Names) {
  const { family, vrf, metric } = step;
  const to = asShown(step.to);
  // ip puts local routes into the table local (iproute_modify in ip/iproute.c).
  const usual = step.type === 'local' ? 'local' : undefined;
  const table = vrf === undefined ? tableName(step.table ?? usual) : tableOf(vrf, node);
  const argv = [
    ...(family === 6 ? ['ip', '-6'] : ['ip']),
    ...['route', 'show'],
    ...(table === 'main' ? [] : ['table', table]),
  ];
  const there = (family === 6 ? node.routes6 : node.routes4).filter(
    (row) => asShown(String(row.dst)) === to && tableName(row.table) === table && isMetric(metric, row),
  );
  const where = table === 'main' ? '' : ` in table ${table}`;
  if (there.length === 0)
    return { why: `${node.node} has no route to ${toWords(to, step, names)}${where}`, argv };
  const different = there.map((row) => difference(row, step)).sort((a, b) => a.length - b.length)[0]!;
  if (different === '') return undefined;
  const old = deletingRoute(there[0]!, family);
  return {
    why: `${node.node}'s route to ${to}${where} ${different}`,
    ...{ argv, mend: [typedStep(node.node, step.id, old), step] },
  };
}

/** `ip route` leaves out the length of one address, and calls the whole space default. */
const asShown = (to: string): string =>
  to === '0.0.0.0/0' || to === '::/0' ? 'default' : to.replace(/\/(32|128)$/, '');

/** Of a route without a metric, IPv6 shows the default. */
const isMetric = (metric: number | undefined, row: Row): boolean =>
  (metric ?? 0) === (row.metric ?? 0) || (metric === undefined && row.metric === 1024);

const tableOf = (vrf: string, node: NodeState): string =>
  String(node.links.find((one) => one.ifname === vrf)?.linkinfo?.info_data?.table);

const viasOf = ({ via, nexthops }: RouteStep): readonly string[] =>
  via === undefined ? (nexthops ?? []).map((hop) => hop.via) : [via];

function toWords(to: string, step: RouteStep, names: Names): string {
  const [via] = viasOf(step);
  return `${to}${via === undefined ? '' : `, which goes via ${names.address(via)}`}`;
}

/** Empty where the route is as planned. */
function difference(row: Row, step: RouteStep): string {
  const { type, src, mtu } = step;
  const hops: readonly Row[] = row.nexthops ?? [row];
  if ((row.type ?? 'unicast') !== type) return `is ${row.type ?? 'unicast'} and should be ${type}`;
  const missing = viasOf(step).find((via) => !hops.some((hop) => gatewayOf(hop) === via));
  if (missing)
    return `goes via ${hops.map((hop) => gatewayOf(hop) ?? 'no gateway').join(', ')} and should go via ${missing}`;
  const dev = step.dev ?? step.nexthops?.find((hop) => hop.dev)?.dev;
  if (dev && !hops.some((hop) => hop.dev === dev))
    return `leaves by ${hops[0]?.dev} and should leave by ${dev}`;
  if (src && row.prefsrc !== src)
    return `prefers the source ${row.prefsrc ?? 'none'} and should prefer ${src}`;
  if (row.metrics?.[0]?.mtu !== mtu)
    return `has MTU ${row.metrics?.[0]?.mtu ?? 'none'} and should have ${mtu ?? 'none'}`;
  const [scope, planned] = [row.scope ?? 'global', scopeOf(step)];
  if (scope !== planned) return `has scope ${scope} and should have ${planned}`;
  return differenceOfHops(hops, step);
}

function differenceOfHops(hops: readonly Row[], step: RouteStep): string {
  const { via, nexthops = [{ via, onlink: step.onlink, weight: undefined }] } = step;
  if (hops.length > nexthops.length) return `has ${hops.length} next hops and should have ${nexthops.length}`;
  for (const hop of nexthops) {
    const row = hops.find((one) => hop.via === undefined || gatewayOf(one) === hop.via);
    if (!row) continue;
    const { weight = 1 } = hop;
    if ((row.weight ?? 1) !== weight)
      return `has weight ${row.weight ?? 1} via ${hop.via} and should have ${weight}`;
    const onlink = ((row.flags ?? []) as readonly string[]).includes('onlink');
    if (onlink !== (hop.onlink ?? false))
      return onlink ? 'is onlink and should not be' : 'is not onlink and should be';
  }
  return '';
}

const gatewayOf = (hop: Row): string | undefined => hop.gateway ?? hop.via?.host;

/** The default of ip-route(8): local routes have scope host, others without a gateway link. IPv6 and routes that discard have none. */
const scopeOf = ({ type, family, scope, via, nexthops }: RouteStep): string => {
  if (family === 4 && type === 'local') return scope ?? 'host';
  if (family === 6 || type !== 'unicast') return 'global';
  return scope ?? (via === undefined && nexthops === undefined ? 'link' : 'global');
};

function alteration(
  step: RouteStep,
  part: string,
  [word, other, before]: readonly [string, string | number, string | number],
  instead: Partial<RouteStep>,
): Alteration {
  const what = `${word} ${other} in place of ${before}`;
  return { mutation: 'route', part, what, instead: { ...step, ...instead } };
}

function gateways(step: RouteStep): readonly Alteration[] {
  const { via, nexthops = [] } = step;
  const own = via === undefined ? undefined : otherAddress(via);
  return [
    ...(own === undefined ? [] : [alteration(step, 'via', ['via', own, via!], { via: own })]),
    ...nexthops.flatMap((hop) => {
      const other = otherAddress(hop.via);
      if (other === undefined) return [];
      const instead = nexthops.map((one) => (one === hop ? { ...hop, via: other } : one));
      return [alteration(step, `via/${hop.via}`, ['via', other, hop.via], { nexthops: instead })];
    }),
  ];
}

function device(step: RouteStep, plan: Plan): readonly Alteration[] {
  const { dev, nexthops } = step;
  const hop = nexthops?.find((one) => one.dev !== undefined);
  const before = dev ?? hop?.dev;
  if (before === undefined) return [];
  const other = devicesOf(step.node, plan).find((name) => name !== before) ?? 'lo';
  const instead = dev
    ? { dev: other }
    : { nexthops: nexthops!.map((one) => (one === hop ? { ...hop, dev: other } : one)) };
  return [alteration(step, 'dev', ['dev', other, before], instead)];
}

function source(step: RouteStep): readonly Alteration[] {
  const { src, ...instead } = step;
  return src === undefined ? [] : [{ mutation: 'route', part: 'src', what: `no src ${src}`, instead }];
}

/** Only where the node has another route to the prefix, which the metric is compared with. */
function metric(step: RouteStep, plan: Plan): readonly Alteration[] {
  const rivals = plan.steps.filter(
    (one) => one !== step && one.node === step.node && one.kind === 'route' && one.to === step.to,
  );
  if (step.metric === undefined || rivals.length === 0) return [];
  const other = step.metric + 10_000;
  return [alteration(step, 'metric', ['metric', other, step.metric], { metric: other })];
}

/** Interfaces that have an address in this node, in the plan's order. */
const devicesOf = (node: string | null, plan: Plan): readonly string[] => [
  ...new Set(
    plan.steps.flatMap((step: Step) => (step.node === node && step.kind === 'address' ? [step.dev] : [])),
  ),
];
