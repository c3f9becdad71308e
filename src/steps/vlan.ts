/** `bridge vlan add`: a VLAN of a bridge's port, or of the bridge itself. */
import type { StepBase } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import type { StepKind } from './step-kind.ts';

export interface VlanStep extends StepBase {
  readonly kind: 'vlan';
  readonly dev: string;
  readonly vid: number;
  /** Frames that arrive without a tag belong to it. */
  readonly pvid: boolean;
  /** Frames leave without a tag. */
  readonly untagged: boolean;
  /** The bridge itself, not one of its ports. */
  readonly self: boolean;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    vlan: VlanStep;
  }
}

export const vlan: StepKind<VlanStep> = {
  kind: 'vlan',
  command: ({ dev, vid, pvid, untagged, self }) => [
    ...['bridge', 'vlan', 'add', 'dev', dev, 'vid', String(vid)],
    ...(pvid ? ['pvid'] : []),
    ...(untagged ? ['untagged'] : []),
    ...(self ? ['self'] : []),
  ],
  reads: ['vlans'],
  compare(step, node) {
    const { dev, vid } = step;
    const argv = ['bridge', 'vlan', 'show', 'dev', dev];
    const all = node.vlans.flatMap((row) => (row.ifname === dev ? (row.vlans as readonly Row[]) : []));
    const found = all.find((row) => row.vlan === vid);
    if (!found) return { why: `${node.node}'s ${dev} is not in VLAN ${vid}`, argv };
    return flags
      .filter(({ field, flag }) => step[field] !== (found.flags?.includes(flag) ?? false))
      .map(({ field, missing, extra }) => ({
        why: `VLAN ${vid} of ${node.node}'s ${dev} ${step[field] ? missing : extra}`,
        argv,
      }));
  },
};

/** The flag of `bridge -j vlan show`, and what it means that it is missing or too many. */
const flags = [
  {
    field: 'untagged',
    flag: 'Egress Untagged',
    missing: 'leaves with a tag and should not',
    extra: 'leaves without a tag and should have it',
  },
  {
    field: 'pvid',
    flag: 'PVID',
    missing: 'does not get what comes without a tag',
    extra: 'gets what comes without a tag and should not',
  },
] as const;
