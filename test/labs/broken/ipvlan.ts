import type { Broken } from '../broken.ts';

export default [
  ['printer/route/198.51.100.0/24', 'route/printer/green'],
  ['far/address/eth0/192.0.2.20/24', 'capture/lan:far/icmp/src green'],
  ['green/route/default', 'ping/green+gold/green+gold+printer'],
  ['red/address/eth0/192.0.2.11/24', 'neighbor/printer/red'],
  ['blue/up/eth0', 'ping/red+blue/red+blue+printer'],
] satisfies Broken;
