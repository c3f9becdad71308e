import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/engine/compile.ts';
import { labsFolder, shippedLabs } from '../../../src/engine/find-lab.ts';
import { mutantsOf, mutated } from '../../../src/mutate/mutants.ts';
import { printLine, printStep } from '../../../src/steps/print.ts';
import { compiled } from '../compiled.ts';

const { plan } = compiled(
  `
lab: x
nodes:
  red:
    interfaces:
      br0: { type: bridge, interfaces: [port1], parameters: { stp: true } }
      vx1: { type: vxlan, id: 7, local: red:eth0, remote: 192.0.2.2, link: eth0, mac-learning: false, addresses: [10.0.0.1/24] }
      port1:
        qdisc:
          root:
            kind: htb
            default: 1:1
            classes:
              1:1: { rate: 1mbit, prio: 0 }
              1:2: { rate: 2mbit, qdisc: { kind: netem, delay: 10ms, jitter: 1ms, loss: 20% } }
            filters: [{ dst: blue, ip-protocol: udp, dport: 53, flowid: 1:2 }]
          ingress: [{ mirror: br0 }]
    routes: [{ to: 198.51.100.0/24, via: 192.0.2.2, dev: eth0 }, { to: 198.51.100.0/24, via: 10.0.0.2, metric: 20 }]
    neighbors: [{ address: 10.0.0.2, macaddress: "02:00:00:00:00:01", dev: vx1 }]
    fdb: [{ macaddress: "02:00:00:00:00:01", dev: vx1, dst: 192.0.2.2 }]
    sysctls: { net.ipv4.ip_forward: 1, net.ipv4.conf.eth0.proxy_arp: 1 }
    iptables: [-N c, -A FORWARD -j ACCEPT, "-t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080", -P FORWARD ACCEPT, -A INPUT -j REJECT --reject-with tcp-reset -p tcp, -A INPUT -m statistic --mode random --probability 0.5 -j c]
    nftables: [add table ip t, "add chain ip t c { type filter hook forward priority 0; policy accept; }", 'add rule ip t c tcp dport 80 drop comment "no web"', add rule ip t c reject with icmp type host-unreachable, "add rule ip t c ip saddr 10.0.0.1 dnat to 10.0.0.2:80", "add rule ip t c tcp dport vmap { 80 : accept }", add chain ip t d, "add map ip t m { type inet_service : verdict; }", "add element ip t m { 80 : goto c }", "add element ip t m { 81 : goto d }", 'add element ip t m { 82 comment "x" : drop }', "add rule ip t c numgen random mod 2 vmap { 0 : goto d, 1 : accept }"]
    ipvs: { services: [{ address: 192.0.2.1, port: 80, scheduler: rr, servers: [{ address: blue, port: 8080, forwarding: masq }, { address: 192.0.2.3, weight: 0 }] }, { mark: 7, persistence: 60, scheduler: sh }] }
    bpf: { objects: [hooks.bpf.c], programs: [{ program: see_packet, tc: ingress, dev: eth0 }], maps: [{ map: refused, entries: [{ key: ip 192.0.2.2 be16 81 zero 2, value: u32 1 }] }, { map: seen, volatile: true, entries: [{ key: u32 0, value: u64 5 }] }] }
    files: { /etc/frr/frr.conf: "! by hand\\nrouter bgp 1\\n neighbor x\\n" }
  blue: {}
links:
  - { endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
  - { endpoints: [red:port1, blue:eth1], mtu: 1400 }
`,
  [],
  new URL('../../netns/bpf/lab.yaml', import.meta.url).pathname,
);

/** The printed commands of the step that a mutant changes; none if the mutant leaves it out. */
function printedOf(id: string): string | undefined {
  const mutant = mutantsOf(plan).find((one) => one.id === id);
  if (!mutant)
    throw new RangeError(
      `no ${id} in\n${mutantsOf(plan)
        .map((one) => one.id)
        .join('\n')}`,
    );
  const { step, line } = mutant;
  const now = mutated(plan, mutant).steps.find((one) => one.id === step.id);
  if (!now) return undefined;
  if (now.kind === 'write') return now.content;
  if (!now.lines) return printStep(now, plan).join('\n');
  return now.lines.filter(({ id }) => id === line?.id).map((one) => printLine(one, now, plan))[0];
}

describe('mutants', () => {
  it.each([
    ['drop red/fdb/vx1/192.0.2.2', undefined],
    ['drop red/iptables/filter/-A FORWARD -j ACCEPT', undefined],
    ['down red/link/br0', 'ip -n x.red link add br0 type bridge stp_state 1 mcast_snooping 0'],
    [
      'unplug red/link/port1',
      'ip -n x.red link add port1 mtu 1400 up type veth peer name eth1 mtu 1400 netns x.blue',
    ],
    [
      'mtu red/link/port1',
      'ip -n x.red link add port1 mtu 1280 up master br0 type veth peer name eth1 mtu 1400 netns x.blue',
    ],
    [
      'mtu red/link/port1/peer',
      'ip -n x.red link add port1 mtu 1400 up master br0 type veth peer name eth1 mtu 1280 netns x.blue',
    ],
    ['mtu red/link/eth0/peer', 'ip -n x.red link add eth0 up type veth peer name eth0 mtu 1280 netns x.blue'],
    [
      'setting red/link/vx1/id',
      'ip -n x.red link add vx1 up type vxlan id 8 dstport 4789 local 192.0.2.1 remote 192.0.2.2 dev eth0 nolearning',
    ],
    [
      'setting red/link/vx1/remote',
      'ip -n x.red link add vx1 up type vxlan id 7 dstport 4789 local 192.0.2.1 remote 192.0.2.66 dev eth0 nolearning',
    ],
    [
      'setting red/link/vx1/nolearning',
      'ip -n x.red link add vx1 up type vxlan id 7 dstport 4789 local 192.0.2.1 remote 192.0.2.2 dev eth0',
    ],
    [
      'setting red/link/br0/stp_state',
      'ip -n x.red link add br0 up type bridge stp_state 0 mcast_snooping 0',
    ],
    ['address red/address/eth0/192.0.2.1/24', 'ip -n x.red addr add 192.0.2.65/24 dev eth0'],
    [
      'mac red/neighbor/vx1/10.0.0.2',
      'ip -n x.red neigh add 10.0.0.2 lladdr 02:00:00:00:00:41 dev vx1 nud permanent',
    ],
    [
      'mac red/fdb/vx1/192.0.2.2',
      'bridge -n x.red fdb add 02:00:00:00:00:41 dev vx1 dst 192.0.2.2 self permanent',
    ],
    [
      'peer red/fdb/vx1/192.0.2.2',
      'bridge -n x.red fdb add 02:00:00:00:00:01 dev vx1 dst 192.0.2.66 self permanent',
    ],
    ['route red/route/198.51.100.0/24/via', 'ip -n x.red route add 198.51.100.0/24 via 192.0.2.66 dev eth0'],
    ['route red/route/198.51.100.0/24/dev', 'ip -n x.red route add 198.51.100.0/24 via 192.0.2.2 dev vx1'],
    [
      'route red/route/198.51.100.0/24/metric-20/metric',
      'ip -n x.red route add 198.51.100.0/24 via 10.0.0.2 metric 10020',
    ],
    [
      'flip red/sysctl/net.ipv4.conf.eth0.proxy_arp',
      'ip netns exec x.red sysctl -qw net.ipv4.conf.eth0.proxy_arp=0',
    ],
    ['target red/iptables/filter/-A FORWARD -j ACCEPT', 'ip netns exec x.red iptables -A FORWARD -j DROP'],
    ['target red/iptables/filter/-P FORWARD ACCEPT', 'ip netns exec x.red iptables -P FORWARD DROP'],
    [
      'target red/iptables/nat/-A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080',
      'ip netns exec x.red iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.66:8080',
    ],
    ['drop red/bpf/tc/eth0/ingress/1', undefined],
    ['drop red/bpf/seen/u32 0', undefined],
    [
      'value red/bpf/refused/ip 192.0.2.2 be16 81 zero 2',
      'bpftool map update pinned /run/netlab/x/bpf/red/maps/refused key 192 0 2 2 0 81 0 0 value 0 0 0 0',
    ],
    ['scheduler red/ipvs/TCP 192.0.2.1:80', 'ip netns exec x.red ipvsadm -A -t 192.0.2.1:80 -s sh'],
    ['persistence red/ipvs/TCP 192.0.2.1:80', 'ip netns exec x.red ipvsadm -A -t 192.0.2.1:80 -s rr -p 300'],
    ['scheduler red/ipvs/FWM 7', 'ip netns exec x.red ipvsadm -A -f 7 -s rr -p 60'],
    ['persistence red/ipvs/FWM 7', 'ip netns exec x.red ipvsadm -A -f 7 -s sh'],
    [
      'weight red/ipvs/TCP 192.0.2.1:80/192.0.2.2:8080',
      'ip netns exec x.red ipvsadm -a -t 192.0.2.1:80 -r 192.0.2.2:8080 -m -w 0',
    ],
    [
      'forwarding red/ipvs/TCP 192.0.2.1:80/192.0.2.2:8080',
      'ip netns exec x.red ipvsadm -a -t 192.0.2.1:80 -r 192.0.2.2:80 -g -w 1',
    ],
    [
      'weight red/ipvs/TCP 192.0.2.1:80/192.0.2.3:80',
      'ip netns exec x.red ipvsadm -a -t 192.0.2.1:80 -r 192.0.2.3:80 -g -w 1',
    ],
    ['drop red/ipvs/TCP 192.0.2.1:80/192.0.2.2:8080', undefined],
    [
      'chance red/iptables/filter/-A INPUT -m statistic --mode random --probability 0.5 -j c',
      'ip netns exec x.red iptables -A INPUT -m statistic --mode random --probability 1 -j c',
    ],
    [
      'numgen red/nftables/rule/ip t c numgen random mod 2 vmap { 0 : goto d, 1 : accept }',
      "ip netns exec x.red nft add rule ip t c numgen random mod 1 vmap '{' 0 : goto d, 1 : accept '}'",
    ],
    [
      'verdict red/nftables/chain/ip t c { type filter hook forward priority 0; policy accept; }',
      "ip netns exec x.red nft add chain ip t c '{' type filter hook forward priority '0;' policy 'drop;' '}'",
    ],
    [
      'verdict red/nftables/rule/ip t c tcp dport 80 drop comment no web',
      `ip netns exec x.red nft add rule ip t c tcp dport 80 accept comment '"no web"'`,
    ],
    [
      'verdict red/nftables/rule/ip t c reject with icmp type host-unreachable',
      'ip netns exec x.red nft add rule ip t c accept',
    ],
    [
      'verdict red/nftables/rule/ip t c ip saddr 10.0.0.1 dnat to 10.0.0.2:80',
      'ip netns exec x.red nft add rule ip t c ip saddr 10.0.0.1 dnat to 10.0.0.66:80',
    ],
    [
      'verdict red/nftables/element/ip t m { 80 : goto c }',
      "ip netns exec x.red nft add element ip t m '{' 80 : goto d '}'",
    ],
    [
      'verdict red/nftables/element/ip t m { 82 comment x : drop }',
      `ip netns exec x.red nft add element ip t m '{' 82 comment '"x"' : accept '}'`,
    ],
    ['shape red/qdisc/port1/1:/default', 'tc -n x.red qdisc add dev port1 root handle 1: htb default 2'],
    [
      'shape red/class/port1/1:1/rate',
      'tc -n x.red class add dev port1 parent 1: classid 1:1 htb rate 2mbit prio 0',
    ],
    [
      'shape red/class/port1/1:1/prio',
      'tc -n x.red class add dev port1 parent 1: classid 1:1 htb rate 1mbit prio 7',
    ],
    [
      'shape red/qdisc/port1/20:/delay',
      'tc -n x.red qdisc add dev port1 parent 1:2 handle 20: netem delay 20ms 1ms loss 20%',
    ],
    [
      'shape red/qdisc/port1/20:/loss',
      'tc -n x.red qdisc add dev port1 parent 1:2 handle 20: netem delay 10ms 1ms loss 0%',
    ],
    [
      'shape red/filter/port1/1:/dst 192.0.2.2 udp dport 53 flowid 1:2/dport',
      'tc -n x.red filter add dev port1 parent 1: protocol ip prio 1 u32 match ip dst 192.0.2.2/32 match ip protocol 17 0xff match ip dport 54 0xffff flowid 1:2',
    ],
    [
      'shape red/filter/port1/1:/dst 192.0.2.2 udp dport 53 flowid 1:2/flowid',
      'tc -n x.red filter add dev port1 parent 1: protocol ip prio 1 u32 match ip dst 192.0.2.2/32 match ip protocol 17 0xff match ip dport 53 0xffff flowid 1:1',
    ],
    [
      'shape red/filter/port1/ingress/action mirred egress mirror dev br0/mirror',
      'tc -n x.red filter add dev port1 ingress protocol all prio 1 u32 match u32 0 0 action mirred egress redirect dev br0',
    ],
    ['line red/file/etc/frr/frr.conf/router bgp 1', '! by hand\n neighbor x\n'],
  ])('%s', (id, command) => {
    expect(printedOf(id)).toBe(command);
  });

  it.each([
    ['turning what the baseline has the other way', 'flip red/sysctl/net.ipv4.ip_forward'],
    ['a metric that nothing is compared with', 'route red/route/198.51.100.0/24/metric'],
    ['a verdict of a map', 'verdict red/nftables/rule/ip t c tcp dport vmap { 80 : accept }'],
    ['a value that programs change', 'value red/bpf/seen/u32 0'],
    ['a comment', 'line red/file/etc/frr/frr.conf/! by hand'],
    ['an interface of which nothing but `up` is said', 'down blue/up/eth0'],
  ])('%s is none', (_, id) => {
    expect(mutantsOf(plan).map((one) => one.id)).not.toContain(id);
  });
});

describe.each(shippedLabs())('%s', (name) => {
  const path = `${labsFolder()}/${name}/lab.yaml`;
  const built = compile(readFileSync(path), name, [], path).plan;

  it('has mutants, each with an id of its own that a renamed lab has too', () => {
    const ids = mutantsOf(built).map(({ id }) => id);
    const other = compile(readFileSync(path), name, ['lab=other'], path).plan;
    expect(ids.length).toBeGreaterThan(10);
    expect(mutantsOf(other).map(({ id }) => id)).toEqual(ids);
  });
});
