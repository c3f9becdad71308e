import type { Broken } from '../broken.ts';

export default [
  ['host3/link/vxlan10', 'command/host3'],
  ['host2/link/vxlan10', 'ping/red+green+blue/red+green+blue/1422'],
  ['host1/address/eth0/198.51.100.1/24', 'capture/host1:eth0/host2:eth0/host3:eth0'],
  ['blue/address/eth0/192.0.2.3/24', 'capture/host1:eth0/host3:eth0'],
] satisfies Broken;
