import type { Broken } from '../broken.ts';

export default [
  ['balancer/process/nginx', 'http/client/balancer/80'],
  ['web-2/process/serve', 'http/client/balancer/80, 40 flows'],
  ['web-3/process/serve', 'http/client/balancer/8080/a, 5 flows'],
  ['web-1/route/default', 'http/client/balancer/8080/b, 5 flows'],
  ['router/sysctl/net.ipv4.ip_forward', 'http/client/balancer/80, 40 flows'],
] satisfies Broken;
