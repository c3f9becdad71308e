/** `ip addr add`: an address on an interface. */
import type { StepBase } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import { otherAddress } from './other-value.ts';
import type { StepKind } from './step-kind.ts';

export interface AddressStep extends StepBase {
  readonly kind: 'address';
  /** `192.0.2.1/24` */
  readonly cidr: string;
  readonly dev: string;
  /** With the broadcast address of its subnet. */
  readonly broadcast?: true;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    address: AddressStep;
  }
}

export const address: StepKind<AddressStep> = {
  kind: 'address',
  command: ({ cidr, dev, broadcast }) => [
    ...['ip', 'addr', 'add', cidr],
    ...(broadcast ? ['brd', '+'] : []),
    ...['dev', dev],
  ],
  compare({ cidr, dev, broadcast }, node) {
    const found = node.addresses
      .flatMap((row) => (row.ifname === dev ? ((row.addr_info ?? []) as Row[]) : []))
      .find((info) => `${info.local}/${info.prefixlen}` === cidr);
    if (found && (!broadcast || found.broadcast !== undefined)) return undefined;
    return {
      why: found
        ? `${node.node}'s ${dev} has ${cidr} without a broadcast address`
        : `${node.node}'s ${dev} does not have the address ${cidr}`,
      argv: ['ip', 'addr', 'show', 'dev', dev],
    };
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
        .map(({ local, prefixlen }) => ({
          why: `${node}'s ${ifname} has an address that no step made: ${local}/${prefixlen}`,
          argv: ['ip', 'addr', 'show', 'dev', ifname],
        })),
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
