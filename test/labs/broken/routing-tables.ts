import type { Broken } from '../broken.ts';

export default [
  ['host/policy/100', 'capture/host:eth1/tcp port 8080'],
  ['host/iptables/mangle/-A OUTPUT', 'capture/host:eth0/tcp port 8080'],
  ['host/policy/101', 'route/host/server/from/host:eth1'],
  ['host/policy/102', 'ping/host/203.0.113.66'],
  ['host/route/203.0.113.128/25', 'http/host/archive/80'],
  ['host/route/102/default', 'route/host/server/mark/2'],
  ['server/route/198.51.100.0/25', 'capture/host:eth1/icmp'],
  ['host/route/default', 'http/host/server/80'],
] satisfies Broken;
