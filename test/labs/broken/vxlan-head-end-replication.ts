import type { Broken } from '../broken.ts';

export default [
  ['host1/fdb/vxlan10/all/host3:eth0', 'capture/host1:eth0/udp dst port 4789 and src'],
  ['host1/fdb/vxlan10/all/host3:eth0', 'fdb/host1/00:00:00:00:00:00/vxlan10 (2)'],
  ['host2/fdb/vxlan10/all/host1:eth0', 'fdb/host2/00:00:00:00:00:00/vxlan10'],
  ['router/sysctl/net.ipv4.ip_forward', 'capture/host1:eth0/router:eth2'],
  ['host3/route/default', 'fdb/host1/blue:eth0'],
] satisfies Broken;
