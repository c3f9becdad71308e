/**
 * Work that an interface takes off the kernel, in netplan's words, with those of `ethtool -K` behind them. A veth pair has no
 * hardware: a "large segment" simply stays whole on its way to the other namespace, so that captures see packets far above any
 * MTU, and checksums that nobody has filled in. Off, the kernel itself cuts and sums, and a capture sees what a real wire would
 * carry. A bridge or vlan device hands on what the device below does.
 */
import { boolean } from '../base/scalar.ts';

interface Offload {
  readonly key: string;
  /** As ethtool(8) calls it. */
  readonly word: string;
  readonly about: string;
}

export const offloads = [
  { key: 'receive-checksum-offload', word: 'rx', about: 'Checksums of what comes in are not looked at' },
  {
    key: 'transmit-checksum-offload',
    word: 'tx',
    about: 'Checksums of what goes out are left to the device',
  },
  { key: 'tcp-segmentation-offload', word: 'tso', about: 'TCP hands out segments larger than the MTU' },
  { key: 'generic-segmentation-offload', word: 'gso', about: 'Large packets are cut as late as possible' },
  { key: 'generic-receive-offload', word: 'gro', about: 'Packets of one flow are joined as they come in' },
  { key: 'large-receive-offload', word: 'lro', about: 'The same, by the device' },
] as const satisfies readonly Offload[];

export type Offloads = Readonly<Partial<Record<(typeof offloads)[number]['key'], boolean>>>;

export const offloadKeys = Object.fromEntries(
  offloads.map(({ key, about }) => [key, boolean().optional().describe(`${about} (ethtool -K)`)]),
);

/** Those that an interface says something about; undefined where it says nothing. */
export function offloadsOf(spec: Readonly<Record<string, unknown>>): Offloads | undefined {
  const said = offloads.filter(({ key }) => spec[key] !== undefined).map(({ key }) => [key, spec[key]]);
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}
