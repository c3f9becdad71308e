/** A sound lab that is changed by hand in many ways is repaired each time, in the same namespaces. */
import { execaSync } from 'execa';
import { expect, it } from 'vitest';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { whileUp, written } from '../../labs/build.ts';
import { isWhole, whole } from '../../labs/repaired.ts';

const { lab, plan } = written(`
lab: drifts
about: A container behind a bridge, a host that forwards, a server behind it.
nodes:
  host:
    interfaces: { br0: { type: bridge, interfaces: [p1, p2], addresses: [172.20.0.1/24] } }
    sysctls: { net.ipv4.ip_forward: 1 }
    iptables:
      - -A FORWARD -m conntrack --ctstate INVALID -j DROP
      - -A FORWARD -s 172.20.0.0/24 -j ACCEPT
      - -A FORWARD -d 172.20.0.0/24 -j ACCEPT
    nftables:
      - add table inet fw
      - add set inet fw ports { type inet_service; }
      - add element inet fw ports { 23, 25 }
      - 'add map inet fw verdicts { type ipv4_addr : verdict; }'
      - 'add element inet fw verdicts { 192.0.2.8 : drop, 192.0.2.9 : accept }'
      - add chain inet fw forward { type filter hook forward priority 10; }
      - add rule inet fw forward tcp dport @ports drop
      - add rule inet fw forward ip saddr vmap @verdicts
      - add rule inet fw forward tcp dport {8080,http} counter
  box: { routes: [{ to: default, via: 172.20.0.1 }] }
  mate: { serve: [80/http] }
  web: { routes: [{ to: default, via: host }], serve: [80/http] }
links:
  - { endpoints: [host:p1, box:eth0], ipv4: [null, 172.20.0.2/24] }
  - { endpoints: [host:p2, mate:eth0], ipv4: [null, 172.20.0.3/24] }
  - { endpoints: [host:eth0, web:eth0], ipv4: [198.51.100.1/24, 198.51.100.2/24] }
verify:
  - http: { from: box, to: web, port: 80, expect: { by: web } }
  - http: { from: box, to: mate, port: 80, expect: { by: mate } }
  - ping: { from: box, to: web, packet-size: 1400, df: true }
`);

/** Each a node, and what is typed there. */
const changes: readonly (readonly [what: string, node: string, command: string])[] = [
  [
    'a table of nftables drops',
    'host',
    "nft add table inet x; nft add chain inet x f '{ type filter hook forward priority -10; }'; nft add rule inet x f tcp dport 80 drop",
  ],
  [
    'a netdev table drops',
    'host',
    "nft add table netdev x; nft add chain netdev x i '{ type filter hook ingress device p1 priority 0; }'; nft add rule netdev x i ip protocol tcp drop",
  ],
  ['a qdisc', 'host', 'tc qdisc add dev p1 clsact'],
  ['another root qdisc', 'box', 'tc qdisc add dev eth0 root handle 1: pfifo limit 1'],
  ['a rule: unreachable', 'host', 'ip rule add from 172.20.0.2 prio 50 type unreachable'],
  ['a rule: blackhole', 'host', 'ip rule add from 172.20.0.2 prio 50 type blackhole'],
  ['no rule for main', 'box', 'ip rule del prio 32766'],
  ['ARP off', 'host', 'ip link set eth0 arp off'],
  ['a static MAC', 'host', 'ip neigh replace 198.51.100.2 lladdr 02:00:00:00:00:99 dev eth0 nud permanent'],
  ['isolated ports', 'host', 'bridge link set dev p1 isolated on; bridge link set dev p2 isolated on'],
  ['no learning, no flood', 'host', 'bridge link set dev p1 learning off; bridge link set dev p1 flood off'],
  ['no echo', 'web', 'sysctl -qw net.ipv4.icmp_echo_ignore_all=1'],
  ['a blackhole', 'host', 'ip route add blackhole 198.51.100.2/32'],
  ['an MTU', 'host', 'ip link set eth0 mtu 1300'],
  ['an MTU of the other end', 'box', 'ip link set eth0 mtu 1300'],
  [
    'an address and its route on lo',
    'web',
    'ip addr add 172.20.0.77/24 dev lo; ip route replace 172.20.0.0/24 dev lo',
  ],
  ['an address of another node', 'web', 'ip addr add 172.20.0.2/32 dev lo'],
  ['a TTL', 'host', 'iptables -t mangle -A FORWARD -p tcp -j TTL --ttl-set 1'],
  ['a rule of raw', 'host', 'iptables -t raw -A PREROUTING -p tcp --dport 80 -j DROP'],
  ['forwarding off', 'host', 'sysctl -qw net.ipv4.conf.all.forwarding=0'],
  ['forwarding of one interface', 'host', 'sysctl -qw net.ipv4.conf.br0.forwarding=0'],
  [
    'STP',
    'host',
    'ip link set br0 type bridge stp_state 1 forward_delay 1500; ip link set p1 down; ip link set p1 up',
  ],
  ['a MAC', 'box', 'ip link set eth0 address 02:00:00:00:00:77'],
  ['answers that are dropped', 'web', 'iptables -A OUTPUT -p tcp --sport 80 -j DROP'],
  ['a policy', 'host', 'iptables -P FORWARD DROP'],
  ['SNAT', 'host', 'iptables -t nat -A POSTROUTING -o eth0 -j SNAT --to-source 198.51.100.77'],
  ['a way back', 'host', 'ip route replace 172.20.0.2/32 via 198.51.100.2'],
  ['an interface down', 'web', 'ip link set eth0 down'],
  ['a cable', 'box', 'ip link del eth0'],
  ['a renamed end', 'box', 'ip link set eth0 down; ip link set eth0 name eth9'],
  ['a bridge', 'host', 'ip link del br0'],
  ['a route of the kernel', 'box', 'ip route del 172.20.0.0/24'],
  ['an interface', 'host', 'ip link add t0 type dummy || ip link add t0 type bridge'],
  [
    'the order of rules',
    'host',
    'iptables -D FORWARD -m conntrack --ctstate INVALID -j DROP; iptables -A FORWARD -m conntrack --ctstate INVALID -j DROP',
  ],
  ['a rule in the middle', 'host', 'iptables -D FORWARD 2'],
  ['all rules', 'host', 'iptables -F; nft flush ruleset'],
  ['an element of a map', 'host', 'nft delete element inet fw verdicts { 192.0.2.8 }'],
  [
    'a value of a map',
    'host',
    'nft delete element inet fw verdicts { 192.0.2.8 }; nft add element inet fw verdicts { 192.0.2.8 : accept }',
  ],
  [
    'two faults of one step',
    'host',
    'nft delete element inet fw ports { 23 }; nft flush chain inet fw forward',
  ],
  [
    'a replaced rule of nftables',
    'host',
    "h=$(nft -a list chain inet fw forward | sed -n '/@ports/s/.*handle //p'); nft replace rule inet fw forward handle $h tcp dport 443 drop",
  ],
  ['an element too many', 'host', 'nft add element inet fw ports { 80 }'],
  ['a killed process', 'web', 'kill -9 $(cat /run/netlab/drifts/pid/web.serve)'],
];

it('each change is repaired', async () => {
  const look = async () => {
    const before = await whole(plan);
    const same: string[] = [];
    for (const [what, node, command] of changes) {
      execaSync('ip', ['netns', 'exec', `drifts.${node}`, 'sh', '-c', command]);
      if ((await isWhole(what, plan, before)) === 0) same.push(what);
    }
    // The kernel chose the MAC of this interface, so any other is as good.
    expect(same).toEqual(['a MAC']);
    return runChecks(plan, lab.checks, local, { signal: new AbortController().signal });
  };
  const { checks } = await whileUp(plan, look);
  expect(checks.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass']);
});
