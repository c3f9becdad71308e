import type { Broken } from '../broken.ts';

export default [
  [
    'node2/iptables/filter/-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP',
    'rule-counter/node2/filter/KUBE-FORWARD',
  ],
  ['liberal/sysctl/net.netfilter.nf_conntrack_tcp_be_liberal', 'command/buyer-2'],
  ['careless/iptables/nat/-A PREROUTING', 'capture/buyer-1:eth0'],
] satisfies Broken;
