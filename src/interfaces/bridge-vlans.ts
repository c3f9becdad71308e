/**
 * Which VLANs each port of a bridge is in. They stand on the bridge and not on its ports, because they are the bridge's table
 * (`bridge vlan show`), a port may be anything (a veth, a vxlan), and who reads a switch wants to see all of it in one place.
 *
 * A port has any number of VLANs; what leaves in one of them has its tag, or none. What comes in without a tag belongs to
 * one VLAN, the port's pvid; without a pvid it is dropped. The bridge itself is one more port, `self`: its node hears a VLAN
 * only if it is in it.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { integer, interfaceName, oneOrMore } from '../base/scalar.ts';
import type { Asker, PlanScope } from '../model/context.ts';
import type { LabInterface } from '../model/lab.ts';
import type { VlanStep } from '../steps/vlan.ts';
import type { PortVlan } from './interface-type.ts';

const vid = () => integer(1, 4094);

const port = z.strictObject({
  untagged: oneOrMore(vid())
    .optional()
    .describe('VLANs that leave without a tag; if it is one, what comes without a tag belongs to it'),
  tagged: oneOrMore(vid()).optional().describe('VLANs that come and leave with their tag'),
  pvid: vid()
    .optional()
    .describe('The VLAN of what comes without a tag, where it is not the only untagged one'),
});

export const vlansSchema = () =>
  z
    .record(interfaceName(), port)
    .default({})
    .describe(
      'By port, its VLANs; `self` is the bridge itself. `port1: { untagged: 10 }` is for a host that knows of no VLANs, `trunk: { tagged: [10, 20] }` for another switch. Needs vlan-filtering',
    );

type Vlans = z.output<ReturnType<typeof vlansSchema>>;
/** By port. */
export type Members = Readonly<
  Record<string, { readonly vlans: readonly PortVlan[]; readonly source: Source }>
>;

/** The bridge itself, as iproute2 says it. */
export const self = 'self';

export function resolveVlans(
  vlans: Vlans,
  { ports, filtering }: { readonly ports: readonly string[]; readonly filtering: boolean },
  asker: Asker & { readonly name: string },
): Members {
  const entries = Object.entries(vlans);
  if (entries.length > 0 && !filtering)
    asker.refuse({
      code: 'vlans-without-filtering',
      message: `${asker.name} has vlans and does not look at tags: it would send every frame to every port`,
      at: asker.keyAt('vlans'),
      hint: 'add parameters: { vlan-filtering: true }',
    });
  return Object.fromEntries(
    entries.map(([name, own]) => {
      if (name !== self && !ports.includes(name))
        asker.refuse({
          code: 'vlans-of-no-port',
          message: `${name} is no port of ${asker.name}`,
          at: asker.keyAt('vlans', name),
          known: [...ports, self],
        });
      return [name, { vlans: portVlans(name, own, asker), source: asker.keyAt('vlans', name) }];
    }),
  );
}

function portVlans(name: string, own: Vlans[string], asker: Asker): readonly PortVlan[] {
  const { untagged = [], tagged = [] } = own;
  const all = [...untagged, ...tagged];
  const twice = all.find((id, i) => all.indexOf(id) < i);
  if (twice !== undefined)
    asker.refuse({
      code: 'port-vlan-twice',
      message: `${name} has VLAN ${twice} twice; it leaves with its tag or without`,
      at: asker.at('vlans', name),
    });
  const pvid = own.pvid ?? (untagged.length === 1 ? untagged[0] : undefined);
  if (pvid === undefined && untagged.length > 1)
    asker.refuse({
      code: 'two-pvids',
      message: `${name} has the untagged VLANs ${untagged.join(', ')}, and what comes without a tag belongs to one`,
      at: asker.at('vlans', name, 'untagged'),
      hint: `add pvid: ${untagged[0]}`,
    });
  if (own.pvid !== undefined && !all.includes(own.pvid))
    asker.refuse({
      code: 'pvid-without-vlan',
      message: `what comes into ${name} without a tag is to be VLAN ${own.pvid}, which ${name} does not have`,
      at: asker.at('vlans', name, 'pvid'),
      known: all.map(String),
    });
  return all.map((id) => ({ id, pvid: id === pvid, untagged: untagged.includes(id) }));
}

/** `bridge vlan add` for each VLAN of each port, once all ports are there. */
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
  const leaves = `VLAN ${id} leaves ${port} ${untagged ? 'without a tag' : 'with its tag'}`;
  return pvid ? `${leaves}, and what comes without one belongs to it.` : `${leaves}.`;
}

/** `VLAN 10`, `VLANs 10 20 tagged`, in the order in which they were written. */
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
