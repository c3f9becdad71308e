import type { Broken } from '../broken.ts';

export default [
  // The proxy then takes the client, and the server sees the bridge: an answer alone proves nothing.
  ['host/iptables/nat/-A DOCKER ! -i docker0 -p tcp', 'http/client/host/8080'],
  ['host/iptables/filter/-I DOCKER -d 172.17.0.2 ! -i docker0 -o docker0 -p udp', 'udp/client/host/5353'],
  ['host/iptables/nat/-A PREROUTING', 'capture/host:docker0/tcp'],
  ['host/process/userland-proxy-8080-tcp', 'http/host/127.0.0.1/8080'],
  ['host/iptables/nat/-A OUTPUT', 'http/host/$(host:eth0)/8080'],
  ['host/iptables/raw/-A PREROUTING -d 172.17.0.2/32', 'tcp/client/web/80'],
  ['host/process/userland-proxy-8080-tcp', 'http/app+web/host:eth0/8080'],
] satisfies Broken;
