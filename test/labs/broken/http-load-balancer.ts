import type { Broken } from '../broken.ts';

export default [
  ['balancer/process/nginx', 'http/client/balancer/80, 6 requests'],
  [
    'balancer/iptables/nat/-A PREROUTING -i eth0 -p tcp --dport 8080 -j DNAT',
    'http/client/balancer/8080, 6 flows',
  ],
  ['web-2/process/serve', 'http/client/balancer/80, 6 flows'],
  ['web-3/route/default', 'http/client/balancer/8080, 6 flows'],
  ['balancer/sysctl/net.ipv4.ip_forward', 'http/client/balancer/8080, 6 requests'],
] satisfies Broken;
