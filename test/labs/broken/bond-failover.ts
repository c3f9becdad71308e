import type { Broken } from '../broken.ts';

export default [
  ['host/primary/bond0', 'capture/core:port1/host:eth0'],
  ['right/up/port2', 'capture/core:port2/host:eth1'],
  ['left/up/port2', 'ping/client/host'],
  ['left/up/port1', 'capture/host:eth1/icmp'],
] satisfies Broken;
