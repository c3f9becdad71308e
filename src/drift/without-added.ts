/**
 * The state without what the lab's processes add and remove by themselves, such as the address of a virtual router: at any moment
 * it may be on another node.
 */
import { groupBy } from '../base/group-by.ts';
import type { Plan } from '../model/plan.ts';
import type { LabState, NodeState, Row } from '../state/state.ts';
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
          ),
        ] as const,
    ),
  );
}

function stripped(node: NodeState, all: readonly Added[]): NodeState {
  const addresses = new Set(all.flatMap((one) => one.addresses));
  const interfaces = new Set(all.flatMap((one) => one.interfaces));
  const sysctls = new Set(all.flatMap((one) => one.sysctls));
  const others = (rows: readonly Row[]) => rows.filter(({ dev, ifname }) => !interfaces.has(ifname ?? dev));
  const notFrom = (rows: readonly Row[]) => others(rows).filter(({ prefsrc }) => !addresses.has(prefsrc));
  return {
    ...node,
    links: others(node.links),
    addresses: others(node.addresses).map((row) => ({
      ...row,
      addr_info: ((row.addr_info ?? []) as Row[]).filter(({ local }) => !addresses.has(local)),
    })),
    routes4: notFrom(node.routes4),
    routes6: notFrom(node.routes6),
    neighbors: others(node.neighbors),
    fdb: others(node.fdb),
    sysctls: Object.fromEntries(
      Object.entries(node.sysctls).filter(([key]) => !sysctls.has(key) && !interfaces.has(interfaceOf(key))),
    ),
  };
}

/** Of `net.ipv4.conf.eth0.rp_filter`; sysctl(8) writes a dot in a name as a slash. */
const interfaceOf = (key: string): string =>
  (/^net\.ipv[46]\.(?:conf|neigh)\.([^.]+)\./.exec(key)?.[1] ?? '').replaceAll('/', '.');
