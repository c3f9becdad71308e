/** `ip addr add`: an address on an interface. */
import { formatCidr, network, parseCidr, size } from '../base/cidr.ts';
import type { Step, StepBase } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { otherAddress } from './other-value.ts';
import type { Finding, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface AddressStep extends StepBase {
  readonly kind: 'address';
  /** `192.0.2.1/24` */
  readonly cidr: string;
  readonly dev: string;
  /** With the broadcast address of its subnet. */
  readonly broadcast?: true;
  /** The kernel adds no route to its subnet. */
  readonly noprefixroute?: true;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    address: AddressStep;
  }
}

export const address: StepKind<AddressStep> = {
  kind: 'address',
  command: ({ cidr, dev, broadcast, noprefixroute }) => [
    ...['ip', 'addr', 'add', cidr],
    ...(broadcast ? ['brd', '+'] : []),
    ...['dev', dev],
    ...(noprefixroute ? ['noprefixroute'] : []),
  ],
  compare(step, node, _, own = [step]) {
    const { id, cidr, dev, broadcast, noprefixroute = false } = step;
    const is = (info: Row) => `${info.local}/${info.prefixlen}` === cidr;
    const argv = ['ip', 'addr', 'show', 'dev', dev];
    const all = node.addresses.flatMap((row) =>
      row.ifname === dev ? ((row.addr_info ?? []) as readonly Row[]) : [],
    );
    const found = all.find(is);
    if (!found) return { why: `${node.node}'s ${dev} does not have the address ${cidr}`, argv };
    if (broadcast && found.broadcast === undefined)
      return {
        why: `${node.node}'s ${dev} has ${cidr} without a broadcast address`,
        ...{ argv, mend: [typedStep(node.node, id, deleting(step)), step] },
      };
    if (noprefixroute !== (found.noprefixroute ?? false))
      return {
        why: `${node.node}'s ${dev} has ${cidr} ${noprefixroute ? 'without noprefixroute' : 'with noprefixroute, so without a route to its subnet'}`,
        ...{ argv, mend: [typedStep(node.node, id, deleting(step)), step] },
      };
    const order = orderOf(step, own, all);
    if (found.secondary && order[0] === step)
      return {
        why: `${node.node}'s ${dev} has the address ${cidr} as a secondary one and should have it first`,
        argv,
        mend: [...order.map((one) => typedStep(node.node, one.id, deleting(one))), ...order],
      };
    return found.secondary ? undefined : withoutRoute(step, found, node);
  },
  extra({ node, addresses }, own) {
    const planned = new Set(
      own.flatMap((step) => (step.kind === 'address' ? [`${step.dev} ${step.cidr}`] : [])),
    );
    return addresses.flatMap(({ ifname, addr_info: info = [] }) =>
      (info as Row[])
        .filter(
          ({ local, prefixlen, scope, dynamic, protocol }) =>
            scope !== 'link' &&
            scope !== 'host' &&
            !dynamic &&
            protocol === undefined &&
            !planned.has(`${ifname} ${local}/${prefixlen}`),
        )
        .map(({ local, prefixlen }) => {
          const cidr = `${local}/${prefixlen}`;
          const name = `${node}/address/${ifname}/${cidr}`;
          return {
            why: `${node}'s ${ifname} has an address that no step made: ${cidr}`,
            argv: ['ip', 'addr', 'show', 'dev', ifname],
            extra: { name, remove: [typedStep(node, name, deleting({ cidr, dev: ifname }))] },
          };
        }),
    );
  },
  mutations: { address: 'an interface has another address of its subnet' },
  mutate(step) {
    const [ip = '', length] = step.cidr.split('/');
    const other = otherAddress(ip);
    if (other === undefined) return [];
    const cidr = `${other}/${length}`;
    return [{ mutation: 'address', what: `${cidr} in place of ${step.cidr}`, instead: { ...step, cidr } }];
  },
};

const deleting = ({ cidr, dev }: Pick<AddressStep, 'cidr' | 'dev'>): readonly string[] => [
  ...['ip', 'addr', 'del', cidr, 'dev', dev],
];

/** The planned IPv4 addresses of a step's subnet that an interface has, in the plan's order. The first is the primary one. */
function orderOf(step: AddressStep, own: readonly Step[], all: readonly Row[]): readonly AddressStep[] {
  const there = new Set(all.map(({ local, prefixlen }) => `${local}/${prefixlen}`));
  const subnet = subnetOf(step.cidr);
  return own.filter(
    (one): one is AddressStep =>
      one.kind === 'address' && one.dev === step.dev && subnetOf(one.cidr) === subnet && there.has(one.cidr),
  );
}

const subnetOf = (cidr: string): string => {
  const prefix = parseCidr(cidr);
  return prefix ? formatCidr(network(prefix)) : cidr;
};

/** The kernel makes a route to the subnet of each primary address, if the interface is up. */
function withoutRoute({ id, cidr, dev }: AddressStep, found: Row, node: NodeState): Finding | undefined {
  const prefix = parseCidr(cidr);
  const up = node.links.some(({ ifname, flags }) => ifname === dev && flags?.includes('UP'));
  if (!prefix || !up || found.noprefixroute || size(prefix) <= 2n) return undefined;
  const { family } = prefix.ip;
  const to = subnetOf(cidr);
  const routes = family === 6 ? node.routes6 : node.routes4;
  if (routes.some((row) => row.dst === to && row.dev === dev && row.table !== 'local')) return undefined;
  const master = node.links.find(({ ifname }) => ifname === dev)?.master;
  const table = node.links.find(({ ifname }) => ifname === master)?.linkinfo?.info_data?.table;
  const ip = family === 6 ? ['ip', '-6'] : ['ip'];
  const kernels = family === 6 ? ['metric', '256'] : ['scope', 'link', 'src', cidr.split('/')[0]!];
  return {
    why: `${node.node} has no route to ${to} on ${dev}, the subnet of ${cidr}`,
    argv: [...ip, 'route', 'show', 'dev', dev],
    mend: [
      typedStep(node.node, id, [
        ...[...ip, 'route', 'add', to, 'dev', dev, 'proto', 'kernel', ...kernels],
        ...(table === undefined ? [] : ['table', String(table)]),
      ]),
    ],
  };
}
