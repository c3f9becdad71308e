/**
 * The state of a lab without some interfaces, as the kernel leaves it when they are deleted: what belongs to them goes too. From
 * this state, `netlab repair` derives which steps it must run again after it has deleted an interface.
 */
import type { LabState, NodeState, Row } from '../state/state.ts';
import { stateParts } from '../steps/index.ts';
import type { NodeInterface } from '../steps/step-kind.ts';

/** Types that the kernel deletes with the interface below. */
const stacked: readonly unknown[] = ['vlan', 'macvlan', 'macvtap', 'ipvlan', 'ipvtap', 'vxlan'];

/** `pairs`: the other end of each veth pair. */
export function withoutInterfaces(
  state: LabState,
  deleted: readonly NodeInterface[],
  pairs: (end: NodeInterface) => NodeInterface | undefined,
): LabState {
  const gone = new Map<string, Set<string>>();
  const waiting = [...deleted];
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    const { node, interface: name } = one;
    const names = gone.get(node) ?? new Set<string>();
    if (names.has(name)) continue;
    gone.set(node, names.add(name));
    const other = pairs(one);
    if (other) waiting.push(other);
    waiting.push(...upper(state.get(node), name).map((above) => ({ node, interface: above })));
  }
  return new Map(
    [...state].map(([name, node]) => [name, gone.has(name) ? without(node, gone.get(name)!) : node]),
  );
}

const upper = (node: NodeState | undefined, name: string): readonly string[] =>
  (node?.links ?? [])
    .filter(({ link, linkinfo }) => {
      if (!stacked.includes(linkinfo?.info_kind)) return false;
      return link === name || linkinfo.info_data?.link === name;
    })
    .map(({ ifname }) => ifname);

function without(node: NodeState, names: ReadonlySet<string>): NodeState {
  const stays = (row: Row) => !names.has(row.ifname) && !names.has(row.dev) && !names.has(row.device);
  const routes = (rows: readonly Row[]) =>
    rows.filter(
      (row) => stays(row) && !((row.nexthops ?? []) as readonly Row[]).some(({ dev }) => names.has(dev)),
    );
  const ofInterface = new Set([...names].map((name) => name.replaceAll('.', '/')));
  return {
    ...node,
    links: node.links.filter(stays).map((row) => (names.has(row.master) ? withoutMaster(row) : row)),
    addresses: node.addresses.filter(stays),
    routes4: routes(node.routes4),
    routes6: routes(node.routes6),
    neighbors: node.neighbors.filter(stays),
    proxies: node.proxies.filter(stays),
    fdb: node.fdb.filter(stays),
    vlans: node.vlans.filter(stays),
    wireguard: node.wireguard.filter(stays),
    parts: new Map(
      stateParts.flatMap((part) => {
        if (!node.parts.has(part.name)) return [];
        const value: unknown = node.parts.get(part.name);
        return [[part.name, part.without?.(value, names) ?? value]];
      }),
    ),
    sysctls: Object.fromEntries(
      Object.entries(node.sysctls).filter(([key]) => {
        const [, , kind = '', name = ''] = key.split('.');
        return !(['conf', 'neigh'].includes(kind) && ofInterface.has(name));
      }),
    ),
  };
}

/** A port that has no bridge. */
function withoutMaster({ master: _, linkinfo = {}, ...row }: Row): Row {
  const { info_slave_kind: __, info_slave_data: ___, ...own } = linkinfo;
  return { ...row, linkinfo: own };
}
