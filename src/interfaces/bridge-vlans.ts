/**
 * The VLANs of each port of a bridge. The lab lists them at the bridge, not at its ports, for three reasons:
 *
 * - They are one table of the bridge (`bridge vlan show`).
 * - A port may be of any type: a veth, a vxlan.
 * - A reader sees the whole switch at once.
 *
 * A port is a member of any number of VLANs. A frame leaves tagged or untagged, as the VLAN entry of the port sets. An
 * untagged frame that arrives is assigned to one VLAN, the port's PVID. A port without a PVID drops it. The bridge
 * itself is one more port, `self`: its node receives the frames of a VLAN only if `self` is a member.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { integer, interfaceName, oneOrMore } from '../base/scalar.ts';
import type { PlanScope, ReferenceResolver } from '../model/context.ts';
import type { LabInterface } from '../model/lab.ts';
import type { VlanStep } from '../steps/vlan.ts';
import type { PortVlan } from './interface-type.ts';

const vid = () => integer(1, 4094);

const port = z.strictObject({
  untagged: oneOrMore(vid())
    .optional()
    .describe('VLANs whose frames leave untagged; if there is only one, it is also the PVID'),
  tagged: oneOrMore(vid()).optional().describe('VLANs whose frames arrive and leave tagged'),
  pvid: vid().optional().describe('VLAN of untagged frames that arrive (default: the only VLAN in untagged)'),
});

export const vlansSchema = () =>
  z
    .record(interfaceName(), port)
    .default({})
    .describe(
      'VLANs of each port; `self` is the bridge itself. Use `port1: { untagged: 10 }` for a host without VLANs, `trunk: { tagged: [10, 20] }` for another switch. Needs vlan-filtering',
    );

type Vlans = z.output<ReturnType<typeof vlansSchema>>;
/** By port. */
export type Members = Readonly<
  Record<string, { readonly vlans: readonly PortVlan[]; readonly source: Source }>
>;

/** The bridge itself, in the words of bridge(8). */
export const self = 'self';

export function resolveVlans(
  vlans: Vlans,
  { ports, filtering }: { readonly ports: readonly string[]; readonly filtering: boolean },
  asker: ReferenceResolver & { readonly name: string },
): Members {
  const entries = Object.entries(vlans);
  if (entries.length > 0 && !filtering)
    asker.refuse({
      code: 'vlans-without-filtering',
      message: `${asker.name} has vlans, but VLAN filtering is off: it would forward every frame to every port`,
      at: asker.keyAt('vlans'),
      hint: 'add parameters: { vlan-filtering: true }',
    });
  return Object.fromEntries(
    entries.map(([name, own]) => {
      if (name !== self && !ports.includes(name))
        asker.refuse({
          code: 'vlans-of-no-port',
          message: `${name} is not a port of ${asker.name}`,
          at: asker.keyAt('vlans', name),
          known: [...ports, self],
        });
      return [name, { vlans: portVlans(name, own, asker), source: asker.keyAt('vlans', name) }];
    }),
  );
}

function portVlans(name: string, own: Vlans[string], asker: ReferenceResolver): readonly PortVlan[] {
  const { untagged = [], tagged = [] } = own;
  const all = [...untagged, ...tagged];
  const twice = all.find((id, i) => all.indexOf(id) < i);
  if (twice !== undefined)
    asker.refuse({
      code: 'port-vlan-twice',
      message: `${name} has VLAN ${twice} twice; a VLAN is either tagged or untagged`,
      at: asker.at('vlans', name),
    });
  const pvid = own.pvid ?? (untagged.length === 1 ? untagged[0] : undefined);
  if (pvid === undefined && untagged.length > 1)
    asker.refuse({
      code: 'two-pvids',
      message: `${name} has the untagged VLANs ${untagged.join(', ')}, but a port has only one PVID`,
      at: asker.at('vlans', name, 'untagged'),
      hint: `add pvid: ${untagged[0]}`,
    });
  if (own.pvid !== undefined && !all.includes(own.pvid))
    asker.refuse({
      code: 'pvid-without-vlan',
      message: `pvid ${own.pvid} of ${name} is not one of its VLANs`,
      at: asker.at('vlans', name, 'pvid'),
      known: all.map(String),
    });
  return all.map((id) => ({ id, pvid: id === pvid, untagged: untagged.includes(id) }));
}

/** `bridge vlan add` for each VLAN of each port, after all ports exist. */
export const vlanSteps = (bridge: LabInterface, members: Members, { node }: PlanScope): readonly VlanStep[] =>
  Object.entries(members).flatMap(([name, { vlans, source }]) =>
    vlans.map((vlan) => ({
      kind: 'vlan',
      id: `${node.name}/vlan/${name === self ? bridge.name : name}/${vlan.id}`,
      stage: 'bridge ports',
      level: 0,
      node: node.name,
      reason: reason(name === self ? `${bridge.name} itself` : name, vlan),
      source,
      dev: name === self ? bridge.name : name,
      vid: vlan.id,
      pvid: vlan.pvid,
      untagged: vlan.untagged,
      self: name === self,
    })),
  );

function reason(port: string, { id, pvid, untagged }: PortVlan): string {
  const leaves = `Frames of VLAN ${id} leave ${port} ${untagged ? 'untagged' : 'tagged'}`;
  return pvid ? `${leaves}. Untagged frames that arrive are assigned to it (pvid).` : `${leaves}.`;
}

/** `VLAN 10`, `VLANs 10 20 tagged`, in the order of the lab. */
export function sayVlans(vlans: readonly PortVlan[]): string {
  const some = (those: readonly PortVlan[], how: string) =>
    those.length === 0
      ? []
      : [`VLAN${those.length > 1 ? 's' : ''} ${those.map(({ id }) => id).join(' ')}${how}`];
  return [
    ...some(
      vlans.filter((one) => one.untagged),
      '',
    ),
    ...some(
      vlans.filter((one) => !one.untagged),
      ' tagged',
    ),
  ].join(', ');
}
