/**
 * Offloads of an interface, in netplan's words; `ethtool -K` has other words for them. A veth pair has no hardware. A
 * large segment crosses it whole, so captures show packets far above any MTU, and checksums that nobody has computed.
 * With offloads off, the kernel segments packets and computes checksums, so captures show the packets of a real link. A
 * bridge or vlan device passes on the offloads of its lower devices.
 */
import { boolean } from '../base/scalar.ts';

interface Offload {
  readonly key: string;
  /** The word of ethtool(8). */
  readonly word: string;
  readonly about: string;
}

export const offloads = [
  { key: 'receive-checksum-offload', word: 'rx', about: 'Do not verify checksums of received packets' },
  {
    key: 'transmit-checksum-offload',
    word: 'tx',
    about: 'Leave checksums of sent packets to the device',
  },
  { key: 'tcp-segmentation-offload', word: 'tso', about: 'TCP sends segments larger than the MTU' },
  { key: 'generic-segmentation-offload', word: 'gso', about: 'Segment large packets as late as possible' },
  { key: 'generic-receive-offload', word: 'gro', about: 'Merge received packets of one flow' },
  { key: 'large-receive-offload', word: 'lro', about: 'Merge received packets of one flow in the device' },
] as const satisfies readonly Offload[];

export type Offloads = Readonly<Partial<Record<(typeof offloads)[number]['key'], boolean>>>;

export const offloadKeys = Object.fromEntries(
  offloads.map(({ key, about }) => [key, boolean().optional().describe(`${about} (ethtool -K)`)]),
);

/** The offloads that an interface sets; undefined if it sets none. */
export function offloadsOf(spec: Readonly<Record<string, unknown>>): Offloads | undefined {
  const said = offloads.filter(({ key }) => spec[key] !== undefined).map(({ key }) => [key, spec[key]]);
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}
