import type { Broken } from '../broken.ts';

export default [
  ['gateway/nftables/rule/ip nat postrouting', 'http/inside/server/80'],
  ['gateway/nftables/rule/ip nat postrouting', 'capture/gateway:eth1/net 192.0.2.0/24/none'],
  ['gateway/nftables/rule/ip nat prerouting', 'http/server/gateway/8080'],
  ['gateway/nftables/element/ip nat forwarded', 'udp/server/gateway/5353'],
  ['gateway/nftables/rule/ip filter forward ct status', 'capture/gateway:eth0/tcp'],
  ['gateway/nftables/rule/ip filter forward iifname', 'ping/inside/server'],
  ['gateway/sysctl/net.ipv4.ip_forward', 'http/server/gateway/8080'],
] satisfies Broken;
