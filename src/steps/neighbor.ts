/** `ip neigh add`: a static neighbor entry, or an address that the node answers for (proxy). */
import type { StepBase } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import { otherMacOf } from './link.ts';
import { otherMac } from './other-value.ts';
import type { StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

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
  compare({ id, address, dev, mac }, node, names) {
    if (mac === undefined) {
      if (node.proxies.some((row) => row.dst === address && row.dev === dev)) return undefined;
      return {
        why: `${node.node} does not answer for ${address} on ${dev}`,
        argv: ['ip', 'neigh', 'show', 'proxy'],
      };
    }
    const argv = ['ip', 'neigh', 'show', 'dev', dev];
    const found = node.neighbors.find((row) => row.dst === address && row.dev === dev);
    // A learned entry may have taken its place.
    const command = ['ip', 'neigh', 'replace', address, 'lladdr', mac, 'dev', dev, 'nud', 'permanent'];
    const mend = [typedStep(node.node, id, command)];
    if (!found?.lladdr || (found.state && !found.state.includes('PERMANENT')))
      return { why: `${node.node}'s ${dev} has no neighbor entry for ${names.address(address)}`, argv, mend };
    if (found.lladdr === mac) return undefined;
    return {
      why: `${node.node}'s neighbor entry for ${address} on ${dev} is ${found.lladdr} and should be ${names.mac(mac)}`,
      ...{ argv, mend },
    };
  },
  extra({ node, neighbors, proxies }, own) {
    const isPlanned = ({ dst, dev }: Row) =>
      own.some((step) => step.kind === 'neighbor' && step.address === dst && step.dev === dev);
    const removing = ({ dst, dev }: Row, words: readonly string[] = []) => {
      const name = `${node}/neighbor/${dev}/${dst}`;
      return { name, remove: [typedStep(node, name, ['ip', 'neigh', 'del', ...words, dst, 'dev', dev])] };
    };
    return [
      ...neighbors
        .filter((row) => row.state?.includes('PERMANENT') && !isPlanned(row))
        .map((row) => ({
          why: `${node} has a neighbor entry that no step made: ${row.dst} dev ${row.dev} lladdr ${row.lladdr} PERMANENT`,
          argv: ['ip', 'neigh', 'show', 'dev', row.dev],
          extra: removing(row),
        })),
      ...proxies
        .filter((row) => !isPlanned(row))
        .map((row) => ({
          why: `${node} answers for an address that no step names: ${row.dst} on ${row.dev}`,
          argv: ['ip', 'neigh', 'show', 'proxy'],
          extra: removing(row, ['proxy']),
        })),
    ];
  },
  mutate: (step) =>
    step.mac ? [{ ...otherMacOf(step.mac), instead: { ...step, mac: otherMac(step.mac) } }] : [],
};
