import type { Broken } from '../broken.ts';

export default [
  ['node1/fdb/flannel.1/node2', 'fdb/node1/node2:flannel.1/flannel.1'],
  ['node2/fdb/flannel.1/node1', 'ping/pods/pods'],
  ['node1/neighbor/flannel.1/10.244.2.0', 'capture/node1:eth0/node2:eth0/udp dst port 8472'],
  ['node1/route/10.244.2.0/24', 'route/node1/pod2-1'],
  ['node1/iptables/nat/-A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16', 'http/pod1-1/pod2-1/80'],
  ['node2/iptables/nat/-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24', 'http/outside/pod2-1/80'],
  ['node1/iptables/nat/-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224', 'http/pod1-1/outside/80'],
] satisfies Broken;
