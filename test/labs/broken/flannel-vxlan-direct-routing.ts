import type { Broken } from '../broken.ts';

export default [
  ['node1/route/10.244.2.0/24', 'route/node1/pod2-1'],
  ['node2/route/10.244.1.0/24', 'capture/node1:eth0/node2:eth0/icmp'],
  ['node1/fdb/flannel.1/node3', 'capture/node1:eth0/node3:eth0/udp dst port 8472'],
  ['node2/neighbor/flannel.1/10.244.3.0', 'capture/node3:eth0/udp dst port 8472'],
  ['node3/route/10.244.2.0/24', 'http/pod3-1/pod2-1/80'],
  ['router/sysctl/net.ipv4.ip_forward', 'ping/pods/pods'],
] satisfies Broken;
