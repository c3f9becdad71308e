import type { Broken } from '../broken.ts';

export default [
  ['node1/address/kube-ipvs0/10.96.0.12/32', 'http/client-1/10.96.0.12/80'],
  ['node1/ipvs/TCP 10.96.0.10:80/10.244.2.2:8080', 'http/client-1/10.96.0.10/80'],
  ['node1/ipset/KUBE-LOOP-BACK/10.244.1.3,tcp:8080,10.244.1.3', 'http/web-1/10.96.0.11/80'],
  ['node1/sysctl/net.ipv4.vs.conntrack', 'http/node1/10.96.0.12/80'],
  [
    'node1/iptables/filter/-I INPUT -m comment --comment kubernetes ipvs access filter -j KUBE-IPVS-FILTER',
    'tcp/client-1+client-2/10.96.0.10+10.96.0.11+10.96.0.12+10.96.0.13+10.96.0.14/22',
  ],
] satisfies Broken;
