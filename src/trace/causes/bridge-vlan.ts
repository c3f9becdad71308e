/** A bridge with VLAN filtering drops the frame: the port by which it came, or the port to its destination, is not in its VLAN. */
import type { Frame } from '../../packet/frame.ts';
import type { Row } from '../../state/state.ts';
import type { Reading } from '../readings.ts';

interface Membership {
  readonly vlans: readonly number[];
  /** The VLAN of frames without a tag. */
  readonly pvid?: number;
}

/** The VLAN of a frame on a bridge that filters. Undefined: the bridge does not filter. */
export interface FrameVlan {
  readonly vid?: number;
  /** Why the port by which it came drops it. */
  readonly refused?: string;
}

export function vlanOf(
  frame: Frame,
  bridge: Row | undefined,
  port: string,
  after: Reading,
): FrameVlan | undefined {
  if (bridge?.linkinfo?.info_data?.vlan_filtering !== 1) return undefined;
  const { vlans, pvid } = membership(port, after);
  const vid = frame.vlan?.[0]?.id || pvid;
  if (vid === undefined) return { refused: `${port} has no PVID, so it drops frames without a tag` };
  return vlans.includes(vid) ? { vid } : { vid, refused: `the frame is in VLAN ${vid}, and ${port} is not` };
}

/** The ports that do not have the VLAN. */
export const outsideVlan = (ports: readonly Row[], vid: number, after: Reading): readonly string[] =>
  ports.map(({ ifname }) => ifname).filter((name) => !membership(name, after).vlans.includes(vid));

function membership(port: string, { vlans }: Reading): Membership {
  const rows = vlans.flatMap((row) => (row.ifname === port ? ((row.vlans ?? []) as Row[]) : []));
  const pvid = rows.find(({ flags = [] }) => flags.includes('PVID'))?.vlan;
  const range = ({ vlan, vlanEnd = vlan }: Row) =>
    Array.from({ length: vlanEnd - vlan + 1 }, (_, i) => vlan + i);
  return { vlans: rows.flatMap(range), ...(pvid === undefined ? {} : { pvid }) };
}
