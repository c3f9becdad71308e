import type { Broken } from '../broken.ts';

export default [
  ['host3/sysctl/net.ipv4.conf.cali1.proxy_arp', 'capture/pod3:eth0/arp'],
  ['host3/route/default', 'ping/pod3/server'],
  ['host3/sysctl/net.ipv4.ip_forward', 'neighbor/pod3/169.254.1.1'],
  ['host1/route/default', 'route/host1/169.254.1.1'],
  ['host1/route/10.0.0.1/32', 'capture/pod1:eth0/pod2:eth0/icmp'],
  ['pod1/sysctl/net.ipv4.neigh.eth0.retrans_time_ms', 'capture/pod1:eth0/pod2:eth0/arp'],
  ['server/route/10.0.0.3/32', 'ping/server/pod3'],
] satisfies Broken;
