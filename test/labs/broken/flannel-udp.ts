import type { Broken } from '../broken.ts';

export default [
  ['node1/process/flannel-udp', 'capture/node1:eth0/node2:eth0/udp port 8285'],
  ['node2/process/flannel-udp', 'ping/pods/pods'],
  ['node1/route/10.244.0.0/16', 'route/node1/pod2-1'],
  ['node2/route/10.244.0.0/16', 'capture/pod2-1:eth0/icmp'],
  ['node2/sysctl/net.ipv4.ip_forward', 'command/pod1-1/ping -n -c 1 -W 0.5 -t 4'],
  ['node1/iptables/filter/-A FLANNEL-FWD -d 10.244.0.0/16', 'http/outside/pod1-1/80'],
  ['node1/iptables/nat/-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16', 'http/outside/pod2-1/80'],
] satisfies Broken;
