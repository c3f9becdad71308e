/**
 * A state as lines that can be compared, without ignored values. A MAC that the plan did not set (the kernel chose it at random)
 * is replaced by the name of its interface everywhere.
 */
import { groupBy } from '../base/group-by.ts';
import { readTables } from '../base/iptables-save.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Part } from '../state/read-script.ts';
import type { LabState, NodeState, Row } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { kindOf, stateParts } from '../steps/index.ts';
import { ignoredFields, ignoredRows, ignoredSettings } from './ignored.ts';
import { withoutAdded } from './without-added.ts';

type Table = Exclude<Part, 'sysctls6'>;

const tables: readonly Table[] = [
  'links',
  'routes4',
  'routes6',
  'rules4',
  'rules6',
  'neighbors',
  'proxies',
  'fdb',
  'vlans',
];

/** Sorted lines of `node part text`. */
export function comparable(found: LabState, plan: Plan): readonly string[] {
  const state = withoutAdded(found, plan);
  const written = writtenMacs(plan);
  const rename = randomMacs(state, written);
  const endpoints = endpointsOf(plan);
  const byNode = groupBy(plan.steps, ({ node }) => node);
  const line = (node: NodeState) =>
    nodeLines(node, { written, endpoints, steps: byNode.get(node.node) ?? [] }).map((text) =>
      rename(`${node.node} ${text}`),
    );
  return [...state.values()].flatMap(line).sort();
}

/** The endpoint that a peer learned. An endpoint that the plan sets is compared. */
const withoutLearnedEndpoint = (row: Row, endpoints: ReadonlySet<unknown>): Row =>
  row.endpoint === undefined || endpoints.has(row.endpoint) ? row : { ...row, endpoint: 'learned' };

const endpointsOf = (plan: Plan): ReadonlySet<unknown> =>
  new Set(
    plan.steps.flatMap((step) =>
      step.kind === 'wireguard' ? step.peers.map(({ endpoint }) => endpoint) : [],
    ),
  );

/** The lines that only one of the two has. */
export function differences(a: readonly string[], b: readonly string[]): readonly string[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return [
    ...a.filter((line) => !inB.has(line)).map((line) => `- ${line}`),
    ...b.filter((line) => !inA.has(line)).map((line) => `+ ${line}`),
  ];
}

interface Planned {
  /** Of the node. */
  readonly steps: readonly Step[];
  /** MACs. */
  readonly written: ReadonlySet<string>;
  /** Of WireGuard's peers. */
  readonly endpoints: ReadonlySet<unknown>;
}

const nodeLines = (node: NodeState, { written, endpoints, steps }: Planned): readonly string[] => [
  `exists ${node.exists}`,
  ...tables.flatMap((part) =>
    rows(node, part).map((row) => `${part} ${stable(withoutBridgeMac(row, node, written))}`),
  ),
  ...node.addresses.flatMap((row) =>
    ((row.addr_info ?? []) as Row[])
      .filter((info) => !(info.family === 'inet6' && info.scope === 'link'))
      .map((info) => `addresses ${row.ifname} ${stable(info)}`),
  ),
  ...stateParts.flatMap((part) =>
    part.lines(partOf(node, part), steps).map((line) => `${part.name} ${line}`),
  ),
  ...rows(node, 'wireguard').map((row) => `wireguard ${stable(withoutLearnedEndpoint(row, endpoints))}`),
  ...ruleLines('iptables', node.iptables),
  ...ruleLines('ip6tables', node.ip6tables),
  ...Object.entries(node.sysctls)
    .filter(([key]) => !ignoredSettings.some(({ pattern }) => pattern.test(key)))
    .map(([key, value]) => `sysctls ${key} = ${value}`),
  ...node.processes.map(({ argv }) => `processes ${argv.join(' ')}`),
  ...Object.entries(node.files).map(([name, content]) => `files ${name} ${JSON.stringify(content)}`),
];

function rows(node: NodeState, part: Table): readonly Row[] {
  const fields = ignoredFields
    .filter((one) => one.part === part)
    .map(({ field, where }) => ({ path: field.split('.'), where }));
  return (part === 'rules4' || part === 'rules6' ? placed(node[part]) : (node[part] as readonly Row[]))
    .filter((row) => !ignoredRows.some((one) => one.part === part && one.row(row)))
    .map((row) =>
      fields
        .filter(({ where }) => where === undefined || where(row))
        .reduce((left, { path }) => without(left, path), row),
    );
}

/** The kernel reads rules of one priority in their order. */
const placed = (rules: readonly Row[]): readonly Row[] =>
  rules.map((row, i) => {
    const place = rules.slice(0, i).filter(({ priority }) => priority === row.priority).length;
    return place === 0 ? row : { ...row, place };
  });

function without(row: Row, [first, ...rest]: readonly string[]): Row {
  if (first === undefined || !(first in row)) return row;
  if (rest.length === 0) {
    const { [first]: _, ...others } = row;
    return others;
  }
  const inner: unknown = row[first];
  return typeof inner === 'object' && inner !== null ? { ...row, [first]: without(inner as Row, rest) } : row;
}

/** JSON with sorted keys. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/**
 * The order of rules is part of what they mean: each carries its place in its chain. A chain that accepts is like none: a rule
 * that was added and deleted leaves the chains of its table.
 */
const ruleLines = (family: string, text: string): readonly string[] =>
  readTables(text).flatMap((table) => {
    const places = new Map<string, number>();
    return [
      ...table.chains
        .filter(({ policy }) => policy !== 'ACCEPT')
        .map((chain) => `${family} ${table.name} chain ${chain.name} ${chain.policy}`),
      ...table.rules.map((rule) => {
        const place = (places.get(rule.chain) ?? 0) + 1;
        places.set(rule.chain, place);
        return `${family} ${table.name} ${place} ${rule.line}`;
      }),
    ];
  });

/** Whether its MAC address is that of a port: of a bridge. */
const hasMacOfPort = (row: Row): boolean =>
  interfaceTypes.find(row.linkinfo?.info_kind)?.state?.macOfPort === true;

/** A VLAN of a bridge has the bridge's MAC. */
const hasMacOfLink = (row: Row, node: NodeState): boolean =>
  interfaceTypes.find(row.linkinfo?.info_kind)?.macOf !== undefined &&
  node.links.some((one) => one.ifname === row.link && hasMacOfPort(one));

/** A bridge that is given no MAC takes the lowest of its ports': which one is chance. */
function withoutBridgeMac(row: Row, node: NodeState, written: ReadonlySet<string>): Row {
  if ((hasMacOfPort(row) || hasMacOfLink(row, node)) && !written.has(row.address))
    return { ...row, address: 'of a port' };
  return row.mac !== undefined && row.ifname === row.master && !written.has(row.mac)
    ? { ...row, mac: 'of a port' }
    : row;
}

/** MACs of the plan. */
const writtenMacs = (plan: Plan): ReadonlySet<string> =>
  new Set(plan.steps.flatMap((step) => kindOf(step).macs?.(step) ?? []));

function randomMacs(state: LabState, written: ReadonlySet<string>): (line: string) => string {
  const names = new Map<string, string>();
  for (const node of state.values())
    for (const row of node.links) {
      const { link_type, address, ifname } = row;
      if (link_type !== 'ether' || hasMacOfPort(row) || hasMacOfLink(row, node) || written.has(address))
        continue;
      // A VLAN or ipvlan has its link's: the first by name, whichever was made first.
      const [before, name] = [names.get(address), `mac(${node.node}:${ifname})`];
      if (before === undefined || name < before) names.set(address, name);
    }
  return (line) => line.replace(/\b[0-9a-f]{2}(:[0-9a-f]{2}){5}\b/g, (mac) => names.get(mac) ?? mac);
}
