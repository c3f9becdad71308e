/** `bridge vlan add`: a VLAN of a bridge's port, or of the bridge itself. */
import type { StepBase } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import type { StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

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
  extra({ node, links, vlans }, own) {
    const planned = new Set(own.flatMap((step) => (step.kind === 'vlan' ? [`${step.dev} ${step.vid}`] : [])));
    // Other bridges have the kernel's VLAN 1, which means nothing there.
    const filters = (name: unknown) =>
      links.some(({ ifname, linkinfo }) => ifname === name && linkinfo?.info_data?.vlan_filtering === 1);
    return vlans.flatMap(({ ifname, vlans: all }) => {
      const self = filters(ifname);
      if (!self && !filters(links.find((row) => row.ifname === ifname)?.master)) return [];
      return (all as readonly Row[])
        .filter(({ vlan: vid, vlanEnd }) => vlanEnd === undefined && !planned.has(`${ifname} ${vid}`))
        .map(({ vlan: vid }) => {
          const name = `${node}/vlan/${ifname}/${vid}`;
          const command = ['bridge', 'vlan', 'del', 'dev', ifname, 'vid', String(vid)];
          return {
            why: `${node}'s ${ifname} is in a VLAN that no step gives it: ${vid}`,
            argv: ['bridge', 'vlan', 'show', 'dev', ifname],
            extra: { name, remove: [typedStep(node, name, [...command, ...(self ? ['self'] : [])])] },
          };
        });
    });
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
