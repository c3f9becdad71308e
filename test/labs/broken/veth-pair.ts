import type { Broken } from '../broken.ts';

export default [
  ['red/up/eth0', 'interface/red/eth0'],
  ['blue/address/eth0/192.0.2.2/24', 'ping/red+blue/red+blue'],
  ['red/address/eth0/192.0.2.1/24', 'capture/red:eth0/blue:eth0/icmp'],
] satisfies Broken;
