/**
 * For every shipped lab: something that is left out of its plan, and the check that must fail then (by the beginning of its id).
 * What carries the lab's idea comes first.
 */
export const broken: Readonly<Record<string, readonly (readonly [step: string, check: string])[]>> = {
  'veth-pair': [
    ['red/up/eth0', 'interface/red/eth0'],
    ['blue/address/eth0/192.0.2.2/24', 'ping/red+blue/red+blue'],
    ['red/address/eth0/192.0.2.1/24', 'capture/red:eth0/blue:eth0/icmp'],
  ],
  bridge: [
    ['red/address/eth0/192.0.2.1/24', 'capture/green:eth0/arp'],
    ['green/up/eth0', 'ping/red+green+blue/red+green+blue'],
    ['red/up/eth0', 'fdb/switch/red:eth0/port1'],
    ['blue/address/eth0/192.0.2.3/24', 'capture/switch:port1/switch:port3/icmp'],
    ['red/address/eth0/2001:db8::1/64', 'ping/red+green+blue/red+green+blue/IPv6'],
  ],
  router: [
    ['router/sysctl/net.ipv4.ip_forward', 'ping/red+blue/red+blue'],
    ['router/sysctl/net.ipv6.conf.all.forwarding', 'ping/red+blue/red+blue/IPv6'],
    ['red/route/default', 'route/red/blue'],
    ['blue/route/default', 'capture/router:eth0/icmp'],
    ['router/address/eth1/192.0.2.129/25', 'route/router/blue'],
  ],
  'nat-gateway': [
    ['gateway/iptables/nat/-A POSTROUTING', 'http/inside/server/80'],
    ['gateway/iptables/filter/-A FORWARD -i eth1', 'udp/inside/server/53'],
    ['gateway/iptables/nat/-A POSTROUTING', 'capture/gateway:eth1/net 192.0.2.0/24/none'],
    ['gateway/sysctl/net.ipv4.ip_forward', 'ping/inside/server'],
    ['alice/route/default', 'capture/gateway:eth0/tcp port 80'],
    ['gateway/iptables/filter/-P FORWARD', 'ping/server/inside'],
  ],
  'vxlan-tunnel': [
    ['host1/link/vxlan10', 'interface/host1/vxlan10'],
    ['host2/link/vxlan10', 'ping/red+blue/red+blue'],
    ['router/sysctl/net.ipv4.ip_forward', 'capture/host1:eth0/host2:eth0/udp dst port 4789'],
    ['host2/route/default', 'fdb/host1/blue:eth0/vxlan10'],
  ],
  macvlan: [
    ['red/up/eth0', 'ping/red+blue/red+blue+printer'],
    ['red/address/eth0/192.0.2.11/24', 'capture/lan:host/icmp/src printer'],
    ['host/address/eth0/192.0.2.10/24', 'ping/red+blue/host'],
  ],
  'docker-bridge': [
    ['host/iptables/nat/-A POSTROUTING', 'http/containers/outside/80'],
    ['host/iptables/raw/-A PREROUTING -d 172.17.0.2/32', 'rule-counter/host/raw/PREROUTING'],
    ['host/iptables/filter/-A DOCKER-CT', 'capture/host:eth0/tcp port 80'],
    ['host/sysctl/net.ipv4.ip_forward', 'capture/host:eth0/net 172.17.0.0/16/none'],
    ['host/address/docker0/172.17.0.1/16', 'interface/host/docker0'],
  ],
  'docker-published-port': [
    // The proxy then takes the client, and the server sees the bridge: whether it answers tells nothing.
    ['host/iptables/nat/-A DOCKER ! -i docker0 -p tcp', 'http/client/host/8080'],
    ['host/iptables/filter/-I DOCKER -d 172.17.0.2 ! -i docker0 -o docker0 -p udp', 'udp/client/host/5353'],
    ['host/iptables/nat/-A PREROUTING', 'capture/host:docker0/tcp'],
    ['host/process/userland-proxy-8080-tcp', 'http/host/127.0.0.1/8080'],
    ['host/iptables/nat/-A OUTPUT', 'http/host/$(host:eth0)/8080'],
    ['host/iptables/raw/-A PREROUTING -d 172.17.0.2/32', 'tcp/client/web/80'],
    ['host/process/userland-proxy-8080-tcp', 'http/app+web/host:eth0/8080'],
  ],
  'flannel-vxlan': [
    ['node1/fdb/flannel.1/node2', 'fdb/node1/node2:flannel.1/flannel.1'],
    ['node2/fdb/flannel.1/node1', 'ping/pods/pods'],
    ['node1/neighbor/flannel.1/10.244.2.0', 'capture/node1:eth0/node2:eth0/udp dst port 8472'],
    ['node1/route/10.244.2.0/24', 'route/node1/pod2-1'],
    ['node1/iptables/nat/-A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16', 'http/pod1-1/pod2-1/80'],
    ['node2/iptables/nat/-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24', 'http/outside/pod2-1/80'],
    ['node1/iptables/nat/-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224', 'http/pod1-1/outside/80'],
  ],
  'flannel-host-gw': [
    ['node1/route/10.244.2.0/24', 'route/node1/pod2-1'],
    ['node2/route/10.244.1.0/24', 'ping/pods/pods'],
    ['node2/sysctl/net.ipv4.ip_forward', 'capture/node1:eth0/node2:eth0/icmp'],
    ['node1/iptables/nat/-A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16', 'http/pod1-1/pod2-1/80'],
  ],
};
