import type { Broken } from '../broken.ts';

export default [
  ['node2/wireguard/flannel-wg', 'ping/pods/pods'],
  ['node1/route/10.244.0.0/16', 'route/node1/pod2-1'],
  ['node2/route/10.244.0.0/16', 'capture/node1:flannel-wg/node2:flannel-wg/icmp'],
  ['node1/wireguard/flannel-wg', 'capture/node1:eth0/node2:eth0/udp port 51820'],
  ['node3/iptables/nat/-A FLANNEL-POSTRTG -s 10.244.3.0/24 -d 10.244.0.0/16', 'http/pod3-1/pod2-1/80'],
] satisfies Broken;
