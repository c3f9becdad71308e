import type { Broken } from '../broken.ts';

export default [
  ['red/up/eth0', 'ping/red+blue/red+blue+printer'],
  ['red/address/eth0/192.0.2.11/24', 'capture/lan:host/icmp/src printer'],
  ['host/address/eth0/192.0.2.10/24', 'ping/red+blue/host'],
] satisfies Broken;
