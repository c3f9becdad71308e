/**
 * Offloads of an interface, in netplan's words; `ethtool -K` has other words for them. A veth pair has no hardware. A
 * large segment crosses it whole, so captures show packets far above any MTU, and checksums that nobody has computed.
 * With offloads off, the kernel segments packets and computes checksums, so captures show the packets of a real link. A
 * bridge or vlan device passes on the offloads of its lower devices.
 */
import { boolean } from '../../base/scalar.ts';
import { defineInterfaceSetting } from './interface-setting.ts';

interface Offload {
  readonly key: string;
  /** The word of ethtool(8). */
  readonly word: string;
  readonly about: string;
}

const all = [
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

type Offloads = Readonly<Partial<Record<(typeof all)[number]['key'], boolean>>>;

/** One `ethtool -K` for each interface. It has all settings of the interface. */
export const offloads = defineInterfaceSetting<Offloads, Offloads>({
  name: 'offloads',
  trust: 'no',
  keys: Object.fromEntries(
    all.map(({ key, about }) => [key, boolean().optional().describe(`${about} (ethtool -K)`)]),
  ),
  resolve: (spec) => spec,
  plan(given, { name, source }, { node }) {
    const features = Object.fromEntries(
      all.flatMap(({ key, word }) => (given[key] === undefined ? [] : [[word, given[key]]])),
    );
    const off = all.every(({ key }) => given[key] !== true);
    return [
      {
        kind: 'offload',
        id: `${node.name}/offloads/${name}`,
        stage: 'interface settings',
        level: 0,
        node: node.name,
        reason: off
          ? `${name} of ${node.name} carries packets as on a wire: the kernel segments them and computes checksums.`
          : `Offload settings of ${name} of ${node.name}.`,
        source,
        dev: name,
        features,
      },
    ];
  },
});
