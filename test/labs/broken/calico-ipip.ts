import type { Broken } from '../broken.ts';

export default [
  ['node2/process/bird', 'command/node1/ip route show 192.168.2.0/26'],
  ['node1/address/tunl0/192.168.1.0/32', 'http/node1/pod2-1/80'],
  ['node1/ipset/cali40all-hosts-net/172.18.0.12', 'ping/pods/pods'],
  ['node1/sysctl/net.ipv4.conf.cali3624b7ebb1c.proxy_arp', 'neighbor/pod1-1/169.254.1.1'],
] satisfies Broken;
