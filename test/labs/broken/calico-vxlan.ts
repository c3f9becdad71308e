import type { Broken } from '../broken.ts';

export default [
  ['node1/sysctl/net.ipv4.conf.cali3624b7ebb1c.proxy_arp', 'neighbor/pod1-1/169.254.1.1'],
  ['node1/route/default', 'neighbor/pod1-1/169.254.1.1'],
  ['node1/route/192.168.1.1/32', 'ping/pods/pods'],
  ['node1/route/192.168.2.0/26', 'route/node1/pod2-1'],
  ['node2/fdb/vxlan.calico/node1', 'ping/pods/pods'],
  ['node1/neighbor/vxlan.calico/192.168.2.0', 'capture/node1:eth0/node2:eth0/udp dst port 4789'],
  ['node1/route/192.168.1.0/26', 'capture/node1:eth0/icmp or udp port 4789'],
  ['node1/ipset/cali40all-vxlan-net/172.18.0.12', 'ping/pods/pods'],
  [
    'node1/iptables/filter/-A cali-INPUT -p 17 -m comment --comment cali:EDCNTTxYfggApx8C',
    'rule-counter/node1/filter/cali-INPUT',
  ],
  ['node2/iptables/raw/-A cali-PREROUTING -p udp', 'conntrack/node2'],
  ['node1/ipset/cali40masq-ipam-pools/192.168.0.0/16', 'http/pod1-1/router/80'],
  ['node1/ipset/cali40all-ipam-pools/192.168.0.0/16', 'http/pod1-1/pod2-1/80'],
] satisfies Broken;
