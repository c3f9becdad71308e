import type { Broken } from '../broken.ts';

export default [
  ['node2/process/bird', 'route/node1/pod2-1'],
  ['router/process/bird', 'http/outside/pod2-1/80'],
  ['node1/sysctl/net.ipv4.conf.cali3624b7ebb1c.proxy_arp', 'neighbor/pod1-1/169.254.1.1'],
  ['node1/route/default', 'neighbor/pod1-1/169.254.1.1'],
  ['node1/route/192.168.1.0/32', 'route/node1/pod1-1'],
  ['node1/ipset/cali40masq-ipam-pools/192.168.0.0/16', 'http/pod1-1/outside/80'],
  ['node1/ipset/cali40all-ipam-pools/192.168.0.0/16', 'http/pod1-1/pod2-1/80'],
  [
    'node2/iptables/nat/-A cali-POSTROUTING -m comment --comment cali:nYKhEzDlr11Jccal -j cali-nat-outgoing',
    'http/pod2-2/outside/80',
  ],
] satisfies Broken;
