/**
 * `bridge fdb add`: a static forwarding entry. With `dst` it belongs to a vxlan device itself (`self`): frames for this MAC
 * go to that peer. Without, it belongs to the bridge that the interface is a port of (`master`).
 */
import type { StepBase } from '../model/plan.ts';
import { otherMacOf } from './link.ts';
import { otherAddress, otherMac } from './other-value.ts';
import type { Alteration, StepKind } from './step-kind.ts';

export interface FdbStep extends StepBase {
  readonly kind: 'fdb';
  /** `append` adds one more peer for the all-zeros MAC; `replace` takes the place of a learned entry. */
  readonly verb: 'add' | 'append' | 'replace';
  readonly mac: string;
  readonly dev: string;
  readonly dst?: string;
  readonly vlan?: number;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    fdb: FdbStep;
  }
}

/** Stands for every address that is not known, and may have several peers. */
export const everyMac = '00:00:00:00:00:00';

export const fdb: StepKind<FdbStep> = {
  kind: 'fdb',
  command: ({ verb, mac, dev, dst, vlan }) => [
    ...['bridge', 'fdb', verb, mac, 'dev', dev],
    ...(dst ? ['dst', dst, 'self', 'permanent'] : ['master', 'static']),
    ...(vlan === undefined ? [] : ['vlan', String(vlan)]),
  ],
  macs: ({ mac }) => [mac],
  reads: ['fdb'],
  compare({ mac, dev, dst }, node, names) {
    const argv = ['bridge', 'fdb', 'show', 'dev', dev];
    const entries = node.fdb.filter((row) => row.ifname === dev && row.mac === mac);
    if (entries.some((row) => dst === undefined || row.dst === dst)) return undefined;
    // The all-zeros MAC may have other peers.
    if (entries.length === 0 || mac === everyMac) {
      const whose = mac === everyMac ? `unknown MACs towards ${names.address(dst ?? '')}` : names.mac(mac);
      return { why: `${node.node}'s ${dev} has no fdb entry for ${whose}`, argv };
    }
    const wrong = entries[0]!.dst ?? 'nowhere';
    return {
      why: `${node.node}'s fdb entry for ${mac} on ${dev} points to ${names.address(wrong)} and should point to ${names.address(dst!)}`,
      argv,
    };
  },
  mutations: { peer: 'an fdb entry sends to another address' },
  mutate: (step) => [
    ...(step.mac === everyMac
      ? []
      : [{ ...otherMacOf(step.mac), instead: { ...step, mac: otherMac(step.mac) } }]),
    ...otherPeer(step),
  ],
};

function otherPeer(step: FdbStep): readonly Alteration[] {
  const dst = step.dst === undefined ? undefined : otherAddress(step.dst);
  if (dst === undefined) return [];
  return [{ mutation: 'peer', what: `dst ${dst} in place of ${step.dst}`, instead: { ...step, dst } }];
}
