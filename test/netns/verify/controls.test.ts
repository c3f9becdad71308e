/** Negative checks in a network where one end is dead, or the path is cut: none passes, also where a control still does. */
import { afterEach, expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'vcontrols',
  `lab: vcontrols
about: A router that drops connections from o to c.
nodes:
  o: { serve: [80/http], routes: [{ to: 192.0.2.0/24, via: r }] }
  p: { serve: [80/http], routes: [{ to: 192.0.2.0/24, via: r }] }
  c: { serve: [80/http], routes: [{ to: default, via: r }] }
  r:
    serve: [80/http]
    sysctls: { net.ipv4.ip_forward: 1 }
    iptables: [-A FORWARD -s $(o) -p tcp --syn -j DROP]
links:
  - { name: out, endpoints: [r:eth1, o:eth0, p:eth0], ipv4: [198.51.100.1/24, 198.51.100.8/24, 198.51.100.9/24] }
  - { endpoints: [r:eth0, c:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }`,
);

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});

const checks = `
  - tcp: { from: o, to: c, port: 80, expect: timeout, control: [{ to: r }, { from: p }, { from: c, to: o }] }
  - tcp: { from: p, to: c, port: 81, expect: refused, control: { port: 80 } }
  - rule-counter:
      at: c
      chain: INPUT
      rule: -s 198.51.100.8
      while: [{ tcp: { from: o, to: c, port: 80, wait: 0.2, expect: timeout, control: [{ to: r }, { from: p }] } }, { tcp: { from: p, to: c, port: 80 } }]
      expect: none`;

/** The status of each check, after a command in a node. */
const statuses = async (node: string, line: string, back: string): Promise<readonly string[]> => {
  lab.type('c', 'iptables -C INPUT -s 198.51.100.8 2>/dev/null || iptables -A INPUT -s 198.51.100.8');
  lab.type(node, line);
  undo.push(() => lab.type(node, back));
  return (await lab.check(checks)).map(({ status }) => status);
};

it('passes where the rule under test is all that stops the packets', async () => {
  expect(await statuses('r', 'true', 'true')).toEqual(['pass', 'pass', 'pass']);
});

it.each([
  ['the asker cannot send', 'o', 'iptables -I OUTPUT -j DROP', 'iptables -F OUTPUT', [0, 2]],
  ["the asker's switch port is down", 'out', 'ip link set o down', 'ip link set o up', [0, 2]],
  [
    'the router does not forward',
    'r',
    'sysctl -qw net.ipv4.ip_forward=0',
    'sysctl -qw net.ipv4.ip_forward=1',
    [0, 1, 2],
  ],
  ['the answerer has lost its carrier', 'r', 'ip link set eth0 down', 'ip link set eth0 up', [0, 1, 2]],
  [
    'the answerer has no route back',
    'c',
    'ip route del default',
    'ip route add default via 192.0.2.1',
    [0, 1, 2],
  ],
] as const)('%s', async (_, node, line, back, noticed) => {
  const found = await statuses(node, line, back);
  for (const i of noticed) expect(found[i], `check ${i}`).not.toBe('pass');
});

it('asks the controls of a positive check as well', async () => {
  const [result] = await lab.check('  - ping: { from: o, to: p, control: { to: 198.51.100.77, within: 1 } }');
  expect(told(result!)).toMatch(/^fail: its control \(ping o -> 198.51.100.77\) did not pass/);
});

it('does not take ARP for a packet to its target', async () => {
  const seen = (any: string, address: string) => `
  - capture:
      at: p:eth0
      filter: arp or icmp
      while: { command: { at: o, run: [sh, -c, ping -c 1 -W 0.2 ${address} || true] } }
      expect: { any: [{ ${any}dst: ${address} }] }
      within: 1`;
  expect((await lab.check(seen('', '198.51.100.77'))).map(({ status }) => status)).toEqual(['fail']);
  expect((await lab.check(seen('arp: request, ', '198.51.100.78'))).map(({ status }) => status)).toEqual([
    'pass',
  ]);
});

/** Routing decisions of c, which has one default route and an address that it loses. */
const lookups = `
  - route: { at: c, to: 203.0.113.1, from: 192.0.2.2, expect: blackhole, control: { to: o, expect: { dev: eth0 } } }
  - route: { at: c, to: 203.0.114.1, expect: unreachable, control: { to: o, expect: { dev: eth0 } } }
  - route: { at: c, to: o, expect: {} }`;

it('a node without routes or addresses does not pass for one with an error route', async () => {
  lab.type('c', 'ip route add blackhole 203.0.113.0/24 && ip route add unreachable 203.0.114.0/24');
  expect((await lab.check(lookups)).map(({ status }) => status)).toEqual(['pass', 'pass', 'pass']);
  lab.type('c', 'ip addr flush dev eth0');
  undo.push(() =>
    lab.type('c', 'ip addr add 192.0.2.2/24 dev eth0 && ip route replace default via 192.0.2.1'),
  );
  expect((await lab.check(lookups)).map(({ status }) => status)).toEqual(['fail', 'fail', 'fail']);
});

// Last: the server does not come back.
it('a server has ended, so its port is as closed as the one under test', async () => {
  const found = await statuses('c', 'kill $(cat /run/netlab/vcontrols/pid/c.serve)', 'true');
  expect(found[1]).toBe('fail');
});
