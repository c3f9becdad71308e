/**
 * The kernel features that labs need, and the files that show them. Some modules change the host when they are loaded, and are
 * marked so: netlab does not load such a module by itself, and never tries it.
 */
import { registry } from '../../base/registry.ts';
import type { KernelFeature } from '../../model/kernel-feature.ts';
import { stepKinds } from '../../steps/index.ts';

const link = (...words: string[]) => ['ip', 'link', 'add', 't0', ...words];

export const kernelFeatures = registry<KernelFeature>(
  (feature) => feature.name,
  [
    {
      ...{ name: 'veth', for: 'cables between nodes', modules: ['veth'], config: ['VETH'] },
      attempt: link('type', 'veth'),
    },
    {
      ...{ name: 'bridge', for: 'switches', modules: ['bridge'], config: ['BRIDGE'] },
      attempt: link('type', 'bridge'),
    },
    {
      ...{ name: 'vxlan', for: 'VXLAN overlays', modules: ['vxlan'], config: ['VXLAN'] },
      attempt: link('type', 'vxlan', 'id', '1', 'dstport', '4789'),
    },
    {
      ...{ name: 'overlay', for: 'nodes with files of their own', modules: ['overlay'] },
      config: ['OVERLAY_FS'],
    },
    {
      ...{ name: 'macvlan', for: 'more MAC addresses on one interface', modules: ['macvlan'] },
      ...{ config: ['MACVLAN'], attempt: link('link', 'lo', 'type', 'macvlan') },
    },
    {
      ...{ name: 'ipvlan', for: 'more IP addresses behind one MAC', modules: ['ipvlan'], config: ['IPVLAN'] },
      attempt: link('link', 'lo', 'type', 'ipvlan'),
    },
    {
      ...{ name: 'vlan', for: 'VLAN tags (802.1Q)', modules: ['8021q'], config: ['VLAN_8021Q'] },
      attempt: link('link', 'lo', 'type', 'vlan', 'id', '5'),
    },
    {
      ...{ name: 'vlan_filtering', for: 'bridges that tell VLANs apart', modules: [] },
      ...{ config: ['BRIDGE_VLAN_FILTERING'], attempt: link('type', 'bridge', 'vlan_filtering', '1') },
    },
    {
      ...{ name: 'vrf', for: 'routing tables with interfaces of their own', modules: ['vrf'] },
      ...{ config: ['NET_VRF'], attempt: link('type', 'vrf', 'table', '10') },
    },
    {
      ...{ name: 'geneve', for: 'Geneve overlays', modules: ['geneve'], config: ['GENEVE'] },
      attempt: link('type', 'geneve', 'id', '1', 'remote', '127.0.0.1'),
    },
    {
      ...{ name: 'wireguard', for: 'encrypted tunnels', modules: ['wireguard'], config: ['WIREGUARD'] },
      attempt: link('type', 'wireguard'),
    },
    {
      ...{ name: 'dummy', for: 'interfaces without a wire', modules: ['dummy'], config: ['DUMMY'] },
      // numdummies is 1 (drivers/net/dummy.c).
      changes: 'the host gets an unused interface dummy0',
    },
    {
      ...{ name: 'ipip', for: 'IP in IP tunnels', modules: ['ipip'], config: ['NET_IPIP'] },
      changes: 'every namespace, the host too, gets the device tunl0, which takes in any IP in IP packet',
    },
    {
      ...{ name: 'gre', for: 'GRE tunnels', modules: ['ip_gre'], config: ['NET_IPGRE'] },
      changes: 'every namespace, the host too, gets the devices gre0, gretap0 and erspan0',
    },
    {
      ...{ name: 'sit', for: 'IPv6 in IPv4 tunnels', modules: ['sit'], config: ['IPV6_SIT'] },
      changes: 'every namespace, the host too, gets the device sit0',
    },
    { name: 'tun', for: 'tunnels made by programs', modules: ['tun'], config: ['TUN'] },
    { name: 'ip_vs', for: 'services balanced in the kernel (IPVS)', modules: ['ip_vs'], config: ['IP_VS'] },
    {
      ...{ name: 'br_netfilter', for: 'rules that see bridged packets', modules: ['br_netfilter'] },
      ...{ config: ['BRIDGE_NETFILTER'], byHand: true },
      changes: "packets on the host's own bridges begin to pass its iptables rules",
    },
    ...stepKinds.all.flatMap(({ kernel = [] }) => kernel),
    { name: 'openvswitch', for: 'Open vSwitch', modules: ['openvswitch'], config: ['OPENVSWITCH'] },
  ],
);
