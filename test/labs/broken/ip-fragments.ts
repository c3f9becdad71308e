import type { Broken } from '../broken.ts';

export default [
  ['firewall/iptables/filter/-A FORWARD -f -d', 'udp/sender/receiver/53'],
  ['firewall/iptables/filter/-A FORWARD -f -s', 'ping/sender/receiver/2000 bytes'],
  ['firewall/iptables/filter/-A FORWARD -p udp --dport 53', 'capture/sender:eth0/receiver:eth0/udp'],
  ['firewall/iptables/filter/-P FORWARD', 'udp/sender/robbed/53'],
  ['robbed/sysctl/net.ipv4.ipfrag_time', 'capture/sender:eth0/icmp'],
  ['sender/offloads/eth0', 'capture/sender:eth0/robbed:eth0/tcp'],
] satisfies Broken;
