import type { Broken } from '../broken.ts';

export default [
  ['node2/iptables/nat/-A KUBE-EXT-UHKCIMWY72VOYINW -m comment', 'http/outside/node2/30080'],
  ['node2/iptables/nat/-A KUBE-NODEPORTS -m comment --comment default/cluster', 'http/outside/node2/30080'],
  ['node1/iptables/nat/-A KUBE-NODEPORTS -m comment --comment default/near', 'http/outside/node1/30082'],
  ['node2/iptables/nat/-A KUBE-EXT-NEXWZWH5PGMW4KIO -j KUBE-SVL', 'http/outside/node2/30081'],
  [
    'node1/iptables/filter/-A KUBE-EXTERNAL-SERVICES -m comment --comment default/local',
    'tcp/outside/node1/30081',
  ],
  [
    'node1/iptables/filter/-A KUBE-EXTERNAL-SERVICES -m comment --comment default/local',
    'rule-counter/node1/filter/KUBE-EXTERNAL-SERVICES/--dport 30081',
  ],
  [
    'node1/iptables/nat/-A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment pod traffic',
    'http/client-1/node1/30081',
  ],
  [
    'node1/iptables/nat/-A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment route LOCAL',
    'http/node1/172.18.0.11/30081',
  ],
  ['node1/sysctl/net.ipv4.conf.all.route_localnet', 'http/node1/127.0.0.1/30080'],
  [
    'node1/iptables/filter/-A KUBE-EXTERNAL-SERVICES -m comment --comment default/none',
    'rule-counter/node1/filter/KUBE-EXTERNAL-SERVICES/--dport 30083',
  ],
] satisfies Broken;
