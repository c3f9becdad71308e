/**
 * A bridge does not forward the frame: STP state, VLANs, hairpin mode, isolation, flooding turned off (bridge(8)). The frame was last seen on a port on its way in, or on the bridge itself on its way out.
 */
import type { Row } from '../../state/state.ts';
import type { Reading } from '../readings.ts';
import type { Cause } from '../trace.ts';
import { bridgeDnat } from './bridge-dnat.ts';
import { outsideVlan, vlanOf } from './bridge-vlan.ts';
import type { CauseFinder, Ending } from './cause.ts';

export const bridgePort: CauseFinder = {
  reasons: ['BRIDGE_INGRESS_STP_STATE', 'NO_TX_TARGET'],
  find: (scene) => bridgeDnat(scene) ?? findBridgePort(scene),
};

export function findBridgePort({ last, hops, after }: Ending): Cause | undefined {
  const link = linkOf(after, last.interface);
  const bridge = link?.linkinfo?.info_kind === 'bridge' ? link.ifname : link?.master;
  if (!after || !link || bridge === undefined) return undefined;
  // The port by which it came, also if the node's own stack looked at it in between.
  const came = hops.findLast(
    (hop) =>
      hop.node === last.node && hop.direction === 'in' && linkOf(after, hop.interface)?.master === bridge,
  );
  const from = came && linkOf(after, came.interface);
  // A broadcast also goes up to the bridge itself.
  const switched = last.direction === 'in';
  const mac = last.frame.ethernet?.dst ?? '';
  const ports = after.links.filter((port) => port.master === bridge);
  const self = linkOf(after, bridge);
  const tag = vlanOf(last.frame, self, switched ? last.interface : bridge, after);
  const entry = after.fdb.find(
    (row) =>
      row.mac === mac &&
      row.master === bridge &&
      row.state !== 'permanent' &&
      (tag?.vid === undefined || row.vlan === tag.vid),
  );
  const to = ports.find(({ ifname }) => ifname === entry?.ifname);
  const candidates = to ? [to] : ports.filter((port) => port !== from);
  const known = to ? `${last.node}'s ${bridge} has ${mac} behind ${to.ifname}` : undefined;
  if (switched && from && !forwards(from)) return cause(last.node, from, listening(last.node, from));
  const vlan = (port: string, why: string): Cause => ({
    ...{ id: 'bridge-port', node: last.node, why: `${last.node}'s ${bridge} drops the frame: ${why}` },
    argv: ['bridge', 'vlan', 'show', 'dev', port],
  });
  if (tag?.refused !== undefined) return vlan(switched ? last.interface : bridge, tag.refused);
  if (tag?.vid !== undefined) {
    const ends = self?.address === mac ? [self] : candidates;
    const outside = outsideVlan(ends, tag.vid, after);
    if (outside.length > 0 && outside.length === ends.length)
      return vlan(
        outside[0]!,
        `it is in VLAN ${tag.vid}, and ${outside.join(', ')} ${outside.length === 1 ? 'is' : 'are'} not`,
      );
  }
  if (to && to === from && !dataOf(to).hairpin)
    return cause(last.node, to, `${known}, the port by which it came, and hairpin is off on ${to.ifname}`);
  // A frame without an entry goes to all ports, so the destination is behind one that refuses it.
  for (const port of candidates) {
    const why = refusal(port, switched ? from : undefined, mac, to);
    if (why !== undefined)
      return cause(
        last.node,
        port,
        `${known ?? `${last.node}'s ${bridge} has no fdb entry for ${mac}`}: ${why}`,
      );
  }
  return undefined;
}

const linkOf = (reading: Reading | undefined, name: string): Row | undefined =>
  reading?.links.find(({ ifname }) => ifname === name);

const dataOf = (port: Row): Row => port.linkinfo?.info_slave_data ?? {};

const forwards = (port: Row): boolean => (dataOf(port).state ?? 'forwarding') === 'forwarding';

const listening = (node: string, port: Row): string =>
  `${node}'s bridge port ${port.ifname} is in state ${dataOf(port).state} and forwards no frames`;

/** Why a frame does not leave by this port; undefined if it does. */
function refusal(port: Row, from: Row | undefined, mac: string, known: Row | undefined): string | undefined {
  const { state, isolated, flood, bcast_flood: broadcast, mcast_flood: multicast } = dataOf(port);
  if (!port.flags?.includes('UP')) return `${port.ifname} is down`;
  if (!forwards(port)) return `${port.ifname} is in state ${state}`;
  if (isolated && from && dataOf(from).isolated) return `${from.ifname} and ${port.ifname} are isolated`;
  if (known) return undefined;
  const [set, word] =
    mac === 'ff:ff:ff:ff:ff:ff'
      ? [broadcast, 'bcast_flood']
      : Number.parseInt(mac, 16) & 1
        ? [multicast, 'mcast_flood']
        : [flood, 'flood'];
  return set === false ? `${word} is off on ${port.ifname}` : undefined;
}

const cause = (node: string, port: Row, why: string): Cause => ({
  id: 'bridge-port',
  node,
  why,
  argv: ['bridge', '-d', 'link', 'show', 'dev', port.ifname],
});
