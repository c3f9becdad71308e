/**
 * The state without what the lab's processes add and remove by themselves, such as the address of a virtual router: at any moment
 * it may be on another node.
 */
import { groupBy } from '../base/group-by.ts';
import type { Plan } from '../model/plan.ts';
import type { LabState, NodeState, Row } from '../state/state.ts';
import { ipvsPart } from '../steps/ipvs-table.ts';
import { serviceWords } from '../steps/ipvs-words.ts';
import type { Added } from '../steps/start.ts';

export function withoutAdded(state: LabState, plan: Plan): LabState {
  const adding = plan.steps.flatMap((step) =>
    step.kind === 'start' && step.adds && step.node !== null ? [{ node: step.node, ...step.adds }] : [],
  );
  if (adding.length === 0) return state;
  const byNode = groupBy(adding, ({ node }) => node);
  // A setting that the lab gives is compared: the process may have set another value.
  const planned = new Set(
    plan.steps.flatMap((step) => (step.kind === 'sysctl' ? [`${step.node} ${step.key}`] : [])),
  );
  return new Map(
    [...state].map(
      ([name, node]) =>
        [
          name,
          stripped(
            node,
            (byNode.get(name) ?? []).map((one) => ({
              ...one,
              sysctls: one.sysctls.filter((key) => !planned.has(`${name} ${key}`)),
            })),
            new Set(
              plan.steps.flatMap((step) =>
                step.kind === 'ipvs-service' && step.node === name
                  ? [serviceWords(step.service).join(' ')]
                  : [],
              ),
            ),
          ),
        ] as const,
    ),
  );
}

/** The additions of each process: `192.0.2.100 on router-1, by keepalived`. */
export const addedIn = (plan: Plan): readonly string[] =>
  plan.steps.flatMap((step) => {
    if (step.kind !== 'start' || !step.adds || step.node === null) return [];
    const { addresses, interfaces, services, protocols } = step.adds;
    const things = [
      ...addresses,
      ...interfaces,
      ...(services ? ['services of IPVS'] : []),
      ...(protocols ? ['learned routes'] : []),
    ];
    return things.length === 0 ? [] : [`${things.join(', ')} on ${step.node}, by ${step.name}`];
  });

function stripped(node: NodeState, all: readonly Added[], planned: ReadonlySet<string>): NodeState {
  const addresses = new Set(all.flatMap((one) => one.addresses));
  const interfaces = new Set(all.flatMap((one) => one.interfaces));
  const sysctls = new Set(all.flatMap((one) => one.sysctls));
  const protocols = new Set(all.flatMap((one) => one.protocols ?? []));
  const own = (rows: readonly Row[]) => rows.filter(({ protocol }) => !protocols.has(String(protocol)));
  const others = (rows: readonly Row[]) => rows.filter(({ dev, ifname }) => !interfaces.has(ifname ?? dev));
  const notFrom = (rows: readonly Row[]) =>
    own(others(rows)).filter(({ prefsrc }) => !addresses.has(prefsrc));
  return {
    ...node,
    links: others(node.links),
    addresses: others(node.addresses).map((row) => ({
      ...row,
      addr_info: ((row.addr_info ?? []) as Row[]).filter(({ local }) => !addresses.has(local)),
    })),
    routes4: notFrom(node.routes4),
    routes6: notFrom(node.routes6),
    neighbors: own(others(node.neighbors)),
    fdb: others(node.fdb),
    parts: all.some(({ services }) => services) ? withoutServices(node.parts, planned) : node.parts,
    sysctls: Object.fromEntries(
      Object.entries(node.sysctls).filter(([key]) => !sysctls.has(key) && !interfaces.has(interfaceOf(key))),
    ),
  };
}

const withoutServices = (parts: NodeState['parts'], planned: ReadonlySet<string>): NodeState['parts'] => {
  const table = parts.get(ipvsPart.name) as ReturnType<typeof ipvsPart.read> | undefined;
  if (!table) return parts;
  const services = table.services.filter(({ service }) => planned.has(service));
  return new Map(parts).set(ipvsPart.name, { ...table, services });
};

/** Of `net.ipv4.conf.eth0.rp_filter`; sysctl(8) writes a dot in a name as a slash. */
const interfaceOf = (key: string): string =>
  (/^net\.ipv[46]\.(?:conf|neigh)\.([^.]+)\./.exec(key)?.[1] ?? '').replaceAll('/', '.');
