/** `ip neigh add`: a static neighbor entry, or an address that the node answers for (proxy). */
import type { StepBase } from '../model/plan.ts';
import { otherMacOf } from './link.ts';
import { otherMac } from './other-value.ts';
import type { StepKind } from './step-kind.ts';

export interface NeighborStep extends StepBase {
  readonly kind: 'neighbor';
  readonly address: string;
  readonly dev: string;
  /** Absent for a proxy entry. */
  readonly mac?: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    neighbor: NeighborStep;
  }
}

export const neighbor: StepKind<NeighborStep> = {
  kind: 'neighbor',
  command: ({ address, dev, mac }) =>
    mac
      ? ['ip', 'neigh', 'add', address, 'lladdr', mac, 'dev', dev, 'nud', 'permanent']
      : ['ip', 'neigh', 'add', 'proxy', address, 'dev', dev],
  macs: ({ mac }) => (mac ? [mac] : []),
  compare({ address, dev, mac }, node, names) {
    if (mac === undefined) {
      if (node.proxies.some((row) => row.dst === address && row.dev === dev)) return undefined;
      return {
        why: `${node.node} does not answer for ${address} on ${dev}`,
        argv: ['ip', 'neigh', 'show', 'proxy'],
      };
    }
    const argv = ['ip', 'neigh', 'show', 'dev', dev];
    const found = node.neighbors.find((row) => row.dst === address && row.dev === dev);
    if (!found?.lladdr)
      return { why: `${node.node}'s ${dev} has no neighbor entry for ${names.address(address)}`, argv };
    if (found.lladdr === mac) return undefined;
    return {
      why: `${node.node}'s neighbor entry for ${address} on ${dev} is ${found.lladdr} and should be ${names.mac(mac)}`,
      argv,
    };
  },
  extra: ({ node, neighbors }, own) =>
    neighbors
      .filter(
        ({ dst, dev, state = [] }) =>
          state.includes('PERMANENT') &&
          !own.some((step) => step.kind === 'neighbor' && step.address === dst && step.dev === dev),
      )
      .map(({ dst, dev, lladdr }) => ({
        why: `${node} has a neighbor entry that no step made: ${dst} dev ${dev} lladdr ${lladdr} PERMANENT`,
        argv: ['ip', 'neigh', 'show', 'dev', dev],
      })),
  mutate: (step) =>
    step.mac ? [{ ...otherMacOf(step.mac), instead: { ...step, mac: otherMac(step.mac) } }] : [],
};
