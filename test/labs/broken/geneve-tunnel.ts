import type { Broken } from '../broken.ts';

export default [
  ['host1/link/gen10', 'interface/host1/gen10'],
  ['host2/link/gen10', 'ping/red+blue/red+blue'],
  ['router/sysctl/net.ipv4.ip_forward', 'capture/host1:eth0/host2:eth0/udp dst port 6081'],
  ['host2/route/default', 'fdb/host1/blue:eth0/gen10'],
  ['host1/route/default', 'fdb/host2/red:eth0/gen10'],
] satisfies Broken;
