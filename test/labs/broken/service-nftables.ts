import type { Broken } from '../broken.ts';

export default [
  ['node1/nftables/element/ip kube-proxy service-ips { 10.96.0.11 . tcp . 80', 'http/client/10.96.0.11/80'],
  ['node1/nftables/rule/ip kube-proxy masquerading masquerade', 'http/web-1/10.96.0.10/80'],
  ['node1/nftables/element/ip kube-proxy no-endpoint-nodeports { tcp . 30081', 'http/office/node1/30081'],
  [
    'node2/nftables/rule/ip kube-proxy cluster-ips-check ip daddr @cluster-ips',
    'http/client+web-2+node1+node2/10.96.0.10+10.96.0.11',
  ],
  ['node1/sysctl/net.bridge.bridge-nf-call-iptables', 'http/client/10.96.0.10/80'],
] satisfies Broken;
