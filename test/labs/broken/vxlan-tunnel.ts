import type { Broken } from '../broken.ts';

export default [
  ['host1/link/vxlan10', 'interface/host1/vxlan10'],
  ['host2/link/vxlan10', 'ping/red+blue/red+blue'],
  ['router/sysctl/net.ipv4.ip_forward', 'capture/host1:eth0/host2:eth0/udp dst port 4789'],
  ['host2/route/default', 'fdb/host1/blue:eth0/vxlan10'],
] satisfies Broken;
