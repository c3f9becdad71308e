import type { Broken } from '../broken.ts';

export default [
  ['red/sysctl/net.ipv4.conf.eth0.arp_notify', 'capture/blue:eth0/green:eth0/arp'],
  ['blue/address/eth0/192.0.2.2/24', 'capture/red:eth0/blue:eth0/arp'],
  ['green/up/eth0', 'fdb/switch/green:eth0/port3'],
  ['red/address/eth0/192.0.2.1/24', 'neighbor/blue/red'],
  ['red/up/eth0', 'capture/green:eth0/icmp/dst-mac'],
] satisfies Broken;
