/** A sound lab in which one setting is changed by hand. `netlab trace` names the cause. */
import { describe, expect, it } from 'vitest';
import { traced } from './situation.ts';

/** The node, the command that breaks it, the packet, and the cause. */
const broken: readonly (readonly [string, string, string, string, string, RegExp])[] = [
  [
    'an nftables table drops in forward',
    'host',
    "nft add table inet x; nft add chain inet x f '{ type filter hook forward priority -10; }'; nft add rule inet x f tcp dport 80 drop",
    'box web --http 80',
    'rule',
    /nftables rule f tcp dport 80 drop in table inet x/,
  ],
  [
    'an nftables chain drops at ingress',
    'host',
    "nft add table netdev x; nft add chain netdev x i '{ type filter hook ingress device p1 priority 0; }'; nft add rule netdev x i ip protocol tcp drop",
    'box web --http 80',
    'rule',
    /at ingress of p1: nftables rule i ip protocol tcp drop/,
  ],
  [
    'an nftables chain drops at egress',
    'host',
    "nft add table netdev x; nft add chain netdev x e '{ type filter hook egress device eth0 priority 0; }'; nft add rule netdev x e ip protocol tcp drop",
    'box web --http 80',
    'rule',
    /^host drops it at egress of eth0: nftables rule e ip protocol tcp drop in table netdev x$/,
  ],
  [
    "an nftables chain drops at the sender's egress",
    'box',
    "nft add table netdev x; nft add chain netdev x e '{ type filter hook egress device eth0 priority 0; }'; nft add rule netdev x e ip protocol icmp drop",
    'box web',
    'rule',
    /^box drops it at egress of eth0: nftables rule e ip protocol icmp drop in table netdev x$/,
  ],
  [
    'a queue is smaller than the packet',
    'host',
    'tc qdisc add dev eth0 root tbf rate 1mbit burst 1000 limit 1000',
    'box web --size 1200',
    'qdisc',
    /^host drops it: qdisc tbf of eth0 counted a drop$/,
  ],
  [
    "the sender's queue is smaller than the packet",
    'box',
    'tc qdisc add dev eth0 root tbf rate 1mbit burst 1000 limit 1000',
    'box web --size 1200',
    'qdisc',
    /^box drops it: qdisc tbf of eth0 counted a drop$/,
  ],
  [
    'a rule of type unreachable',
    'host',
    'ip rule add from 172.20.0.2 prio 50 type unreachable',
    'box web --http 80',
    'route',
    /rule of type unreachable in ip rule: priority 50 from 172\.20\.0\.2/,
  ],
  [
    'a rule of type blackhole',
    'host',
    'ip rule add from 172.20.0.2 prio 50 type blackhole',
    'box web --http 80',
    'route',
    /rule of type blackhole in ip rule: priority 50/,
  ],
  [
    'a rule of type blackhole for the source',
    'box',
    'ip addr add 172.20.0.9/32 dev eth0; ip rule add from 172.20.0.9 prio 50 type blackhole',
    'box web --source 172.20.0.9',
    'route',
    /box has a rule of type blackhole in ip rule: priority 50 from 172\.20\.0\.9/,
  ],
  ['ARP is off', 'host', 'ip link set eth0 arp off', 'box web', 'other-mac', /host's eth0 is NOARP/],
  [
    'a static neighbor entry is wrong',
    'host',
    'ip neigh replace 198.51.100.2 lladdr 02:00:00:00:00:99 dev eth0 nud permanent',
    'box web',
    'other-mac',
    /frame is for 02:00:00:00:00:99.*host has a wrong neighbor entry for 198\.51\.100\.2 \(PERMANENT\)/,
  ],
  [
    'bridge ports are isolated',
    'host',
    'bridge link set dev p1 isolated on; bridge link set dev p2 isolated on',
    'box mate',
    'bridge-port',
    /p1 and p2 are isolated/,
  ],
  [
    'a port neither learns nor floods',
    'host',
    'mac=$(bridge fdb show dev p1 master br0 | grep -v permanent | cut -d" " -f1); bridge link set dev p1 learning off flood off; for m in $mac; do bridge fdb del $m dev p1 master || true; done; ip neigh flush dev br0',
    'box web',
    'bridge-port',
    /flood is off on p1/,
  ],
  [
    'STP holds a port',
    'host',
    'ip link set br0 type bridge stp_state 1 forward_delay 1500; ip link set p1 down; ip link set p1 up',
    'box web',
    'bridge-port',
    /p1 is in state listening/,
  ],
  [
    'the destination ignores echo requests',
    'web',
    'sysctl -qw net.ipv4.icmp_echo_ignore_all=1',
    'box web',
    'echo-ignored',
    /icmp_echo_ignore_all is 1/,
  ],
  ['a blackhole route', 'host', 'ip route add blackhole 198.51.100.2/32', 'box web', 'route', /blackhole/],
  [
    'an interface has a smaller MTU',
    'host',
    'ip link set eth0 mtu 1300',
    'box web --size 1400 --df',
    'icmp-error',
    /fragmentation needed, MTU 1300/,
  ],
  [
    'the destination routes the sender to lo',
    'web',
    'ip addr add 172.20.0.77/24 dev lo; ip route replace 172.20.0.0/24 dev lo',
    'box web --http 80',
    'route',
    /web delivers it to itself on lo, and box has 172\.20\.0\.2/,
  ],
  [
    "the destination has the sender's address",
    'web',
    'ip addr add 172.20.0.2/32 dev lo',
    'box web --http 80',
    'local-source',
    /its source address 172\.20\.0\.2 is web's own, on lo/,
  ],
  [
    'table raw drops',
    'host',
    'iptables -t raw -A PREROUTING -p tcp --dport 80 -j DROP',
    'box web --http 80',
    'rule',
    /-A PREROUTING -p tcp -m tcp --dport 80 -j DROP in table raw/,
  ],
  [
    'forwarding is off',
    'host',
    'sysctl -qw net.ipv4.conf.all.forwarding=0',
    'box web',
    'route',
    /host does not forward packets that come in on br0: net\.ipv4\.conf\.br0\.forwarding is 0/,
  ],
  [
    "the destination's OUTPUT drops the reply",
    'web',
    'iptables -A OUTPUT -p tcp --sport 80 -j DROP',
    'box web --http 80',
    'rule',
    /web drops the reply: rule -A OUTPUT -p tcp -m tcp --sport 80 -j DROP/,
  ],
  [
    'SNAT to an address that nobody has',
    'host',
    'iptables -t nat -A POSTROUTING -o eth0 -j SNAT --to-source 198.51.100.77',
    'box web --http 80',
    'neighbor',
    /web asks on eth0 who has 198\.51\.100\.77, and nobody answers: no node of the lab has that address/,
  ],
  [
    'the sender is down',
    'box',
    'ip link set eth0 down',
    'box web',
    'down',
    /box has no route to 198\.51\.100\.2: its eth0 is down/,
  ],
];

describe('a sound lab, broken by hand', () => {
  it.each(broken)('%s', (_, node, command, argv, id, why) => {
    const { found } = traced('drift', [node, command], argv.split(' '));
    expect(found.causes[0]).toMatchObject({ id, why: expect.stringMatching(why) });
  });
});

it('an entry of connection tracking that is older than the rules', () => {
  const send =
    "import socket; s = socket.socket(2, 2); s.bind(('', 5353)); s.sendto(b'x', ('10.96.0.10', 53)); s.recv(99)";
  const { found } = traced(
    'stale-conntrack',
    [
      'node',
      [
        `ip netns exec stale-conntrack.client python3 -c "${send}"`,
        'iptables -t nat -F',
        'iptables -t nat -A PREROUTING -d 10.96.0.10/32 -p udp --dport 53 -j DNAT --to-destination 10.50.3.2:53',
        'ip -n stale-conntrack.old link set eth0 down',
      ].join('; '),
    ],
    ['client', '10.96.0.10', '--udp', '53', '--source-port', '5353'],
  );
  expect(found.causes[0]).toMatchObject({ id: 'conntrack-entry', node: 'node' });
  expect(found.causes[0].why).toMatch(/10\.96\.0\.10:53 to 10\.50\.2\.2:53/);
});

it('two nodes with one MAC', () => {
  const { found } = traced(
    'twin-mac',
    [
      'host',
      'ip netns exec twin-mac.three ping -c 1 172.20.0.2; ip netns exec twin-mac.two ping -c 1 172.20.0.4',
    ],
    ['three', 'one'],
  );
  expect(found.causes[0]).toMatchObject({ id: 'wrong-node', node: 'two' });
  expect(found.causes[0].why).toMatch(/which one:eth0 and two:eth0 both have; one has 172\.20\.0\.2/);
});

it('the other end of the cable is down', () => {
  const { found } = traced('twin-mac', ['one', 'ip link set eth0 down'], ['one', 'two']);
  expect(found.causes).toMatchObject([
    { id: 'down', node: 'one', why: expect.stringContaining('its eth0 is down') },
  ]);
});
