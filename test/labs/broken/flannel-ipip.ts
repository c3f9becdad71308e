import type { Broken } from '../broken.ts';

export default [
  ['node1/route/10.244.3.0/24', 'route/node1/pod3-1'],
  ['node2/route/10.244.1.0/24', 'ping/pods/pods'],
  ['node1/route/10.244.2.0/24', 'capture/node1:eth0/node2:eth0/ip proto 4'],
  ['router/sysctl/net.ipv4.ip_forward', 'capture/node3:eth0/ip proto 4'],
  ['node1/iptables/nat/-A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16', 'http/pod1-1/pod2-1/80'],
] satisfies Broken;
