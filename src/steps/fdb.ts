/**
 * `bridge fdb add`: a static forwarding entry. With `dst` it belongs to a vxlan device itself (`self`): frames for this MAC
 * go to that peer. Without, it belongs to the bridge that the interface is a port of (`master`).
 */
import type { Step, StepBase } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { otherMacOf } from './link.ts';
import { otherAddress, otherMac } from './other-value.ts';
import type { Alteration, Finding, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

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
  compare(step, node, names) {
    const { id, mac, dev, dst } = step;
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
      ...{ argv, mend: [typedStep(node.node, id, deleting(entries[0]!)), step] },
    };
  },
  extra,
  mutations: { peer: 'an fdb entry sends to another address' },
  mutate: (step) => [
    ...(step.mac === everyMac
      ? []
      : [{ ...otherMacOf(step.mac), instead: { ...step, mac: otherMac(step.mac) } }]),
    ...otherPeer(step),
  ],
};

/** The command that deletes an entry. */
const deleting = ({ mac, ifname, dst, vlan }: Row): readonly string[] => [
  ...['bridge', 'fdb', 'del', mac, 'dev', ifname],
  ...(dst === undefined ? ['master'] : ['dst', dst, 'self']),
  ...(vlan === undefined ? [] : ['vlan', String(vlan)]),
];

/**
 * Static entries that no step made: with a peer, or of a port. Entries that a control plane put in are marked as such
 * (extern_learn), and permanent entries of a bridge are its own addresses.
 */
function extra({ node, fdb: entries }: NodeState, own: readonly Step[]): readonly Finding[] {
  const planned = own.flatMap((step) => (step.kind === 'fdb' ? [step] : []));
  const isPlanned = (row: Row) =>
    planned.some(({ mac, dev, dst }) => mac === row.mac && dev === row.ifname && dst === row.dst);
  const isRemote = (dev: string) =>
    own.some(
      (step) =>
        step.kind === 'link' &&
        step.name === dev &&
        step.settings.some(({ word }) => word === 'remote' || word === 'group'),
    );
  return entries
    .filter(({ mac, ifname, dst, state, master, flags = [] }) => {
      if ((flags as readonly string[]).includes('extern_learn')) return false;
      // `remote` and `group` make an entry.
      if (dst !== undefined) return state === 'permanent' && !(mac === everyMac && isRemote(ifname));
      return state === 'static' && master !== undefined;
    })
    .filter((row) => !isPlanned(row))
    .map((row) => {
      const { mac, ifname, dst } = row;
      const name = `${node}/fdb/${ifname}/${mac}${dst === undefined ? '' : `/${dst}`}`;
      return {
        why: `${node} has an fdb entry that no step made: ${mac} dev ${ifname}${dst === undefined ? '' : ` dst ${dst}`}`,
        argv: ['bridge', 'fdb', 'show', 'dev', ifname],
        extra: { name, remove: [typedStep(node, name, deleting(row))] },
      };
    });
}

function otherPeer(step: FdbStep): readonly Alteration[] {
  const dst = step.dst === undefined ? undefined : otherAddress(step.dst);
  if (dst === undefined) return [];
  return [{ mutation: 'peer', what: `dst ${dst} in place of ${step.dst}`, instead: { ...step, dst } }];
}
