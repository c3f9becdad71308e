import type { Broken } from '../broken.ts';

export default [
  ['red/address/eth0/192.0.2.1/24', 'capture/green:eth0/arp'],
  ['green/up/eth0', 'ping/red+green+blue/red+green+blue'],
  ['red/up/eth0', 'fdb/switch/red:eth0/port1'],
  ['blue/address/eth0/192.0.2.3/24', 'capture/switch:port1/switch:port3/icmp'],
  ['red/address/eth0/2001:db8::1/64', 'ping/red+green+blue/red+green+blue/IPv6'],
] satisfies Broken;
