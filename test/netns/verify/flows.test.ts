/** Several flows through a balancer: the same checks pass while it is right, and fail when one thing is broken. */
import { afterEach, describe, expect, it } from 'vitest';
import { bench, told } from './bench.ts';

/** One of the three, at random or in turn: each rule takes its share of what the earlier rules left. */
const balanced = (match: string, words: (left: number) => string) =>
  [1, 2, 3].map(
    (web) => `"-t nat -A PREROUTING ${match} ${words(4 - web)} -j DNAT --to-destination $(web-${web})"`,
  );
const rules = [
  ...balanced('-d 10.96.0.10', (left) => `-m statistic --mode random --probability ${1 / left}`),
  ...balanced('-d 10.96.0.20', (left) => `-m statistic --mode nth --every ${left} --packet 0`),
  '"-t nat -A PREROUTING -d 10.96.0.30 -j DNAT --to-destination $(web-2)"',
  '"-t nat -A POSTROUTING -d $(web-3) -j MASQUERADE"',
  '"-A FORWARD -p tcp --dport 81 -j DROP"',
];

const lab = bench(
  'vflows',
  `lab: vflows
about: A client, a balancer and three servers.
nodes:
  client: { routes: [{ to: default, via: router }] }
  router: { sysctls: { net.ipv4.ip_forward: 1 }, iptables: [${rules.join(', ')}] }
  web-1: { group: webs }
  web-2: { group: webs }
  web-3: { group: webs }
groups: { webs: { serve: [80/http, 9000/tcp, 53/udp], routes: [{ to: default, via: router }] } }
links:
  - { endpoints: [client:eth0, router:eth0], ipv4: [192.0.2.2/24, 192.0.2.1/24] }
  - { name: lan, endpoints: [router:eth1, web-1:eth0, web-2:eth0, web-3:eth0], ipv4: [198.51.100.1/24, 198.51.100.11/24, 198.51.100.12/24, 198.51.100.13/24] }`,
);

const at = (kind: string, service: number, port: number, more: string) =>
  `  - ${kind}: { from: client, to: 10.96.0.${service}, port: ${port}, within: 2, ${more} }`;
const spread = at('http', 10, 80, 'flows: 60, expect: { by: webs, spread: { web-1: { min: 4 } } }');
const inTurn = at('tcp', 20, 9000, 'flows: 9, expect: { by: webs, choice: in-turn }');
const seen = at('udp', 10, 53, 'flows: 40, expect: { saw: { "web-[12]": client, web-3: router:eth1 } }');
const same = at('tcp', 30, 9000, 'flows: 12, expect: { by: webs, same: true }');
const any = at('http', 10, 80, 'expect: { by: [web-1, web-2, web-3] }');
const silent = at('tcp', 10, 81, 'flows: 10, expect: timeout, control: { to: web-1, port: 9000 }');
const kept = at('http', 10, 80, 'keep-alive: 6, expect: { by: webs, same: true, status: 200 }');

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});
const breakIt = (node: string, line: string, back: string) => {
  lab.type(node, line);
  undo.push(() => lab.type(node, back));
};
const ask = async (...checks: string[]) => (await lab.check(checks.join('\n'))).map(told);

it('pass on a balancer that is right', async () => {
  expect(await ask(spread, inTurn, seen, same, any, silent, kept)).toEqual(Array(7).fill('pass'));
});

it('report who answered, and the chance of a false alarm', async () => {
  const [result] = await lab.check(spread);
  expect(result!.saw).toMatch(/^60 of 60 answered: web-1 \d+, web-2 \d+, web-3 \d+$/);
  expect(result!.expected).toMatch(/web-1 at least 4\), fails by chance once in .* million runs$/);
  expect(result!.evidence).toHaveLength(1);
  expect(result!.evidence[0]!.command).toContain('for i in $(seq 60); do curl');
  const { outcomes, ...summary } = JSON.parse(result!.evidence[0]!.output);
  expect(outcomes).toEqual({ ok: 60 });
  expect(Object.keys(summary.by).sort()).toEqual(['web-1', 'web-2', 'web-3']);
  expect(summary['chance-of-false-alarm']).toBeLessThan(1e-6);
});

describe('fail', () => {
  it('if a server is not chosen any more', async () => {
    const rule = (service: number, words: string) =>
      `PREROUTING -d 10.96.0.${service} ${words} -j DNAT --to-destination 198.51.100.11`;
    const random = rule(10, `-m statistic --mode random --probability ${1 / 3}`);
    const nth = rule(20, '-m statistic --mode nth --every 3 --packet 0');
    breakIt(
      'router',
      `iptables -t nat -D ${random}; iptables -t nat -D ${nth}`,
      `iptables -t nat -I ${random}; iptables -t nat -I ${nth}`,
    );
    expect(await ask(spread, inTurn, seen)).toEqual([
      expect.stringMatching(
        /^fail: 60 of 60 answered: web-1 0, web-2 \d+, web-3 \d+; web-1 answered 0 and should answer at least 4/,
      ),
      expect.stringMatching(/^fail: 9 of 9 answered: web-1 0, .*; web-1 answered 0 and should answer 3/),
      expect.stringMatching(/^fail: 40 of 40 answered: .* web-1 answered 0 and should answer at least 1/),
    ]);
  });

  it('if a server replies to nothing', async () => {
    breakIt('web-2', 'ip link set eth0 down', 'ip link set eth0 up; ip route add default via 198.51.100.1');
    expect(await ask(spread, seen, same)).toEqual([
      expect.stringMatching(
        /^fail: \d+ of 60 answered: web-1 \d+, web-2 0, web-3 \d+; \d+ (timed out|unreach)/,
      ),
      expect.stringMatching(/^fail: \d+ of 40 answered: /),
      expect.stringMatching(/^fail: 0 of 12 answered; 12 (timed out|unreachable)/),
    ]);
  });

  it('if a server sees another source', async () => {
    const rule = 'POSTROUTING -d 198.51.100.11 -j MASQUERADE';
    breakIt('router', `iptables -t nat -A ${rule}`, `iptables -t nat -D ${rule}`);
    const [found] = await ask(seen);
    expect(found).toMatch(/^fail: 40 of 40 answered: .*; \d+ answered by web-1, which saw 198\.51\.100\.1/);
  });

  it('if the network is dead', async () => {
    breakIt('router', 'ip link set eth0 down', 'ip link set eth0 up');
    expect(await ask(spread, inTurn, seen, same, any, silent, kept)).toEqual([
      ...[60, 9, 40, 12].map((flows) => expect.stringMatching(new RegExp(`^fail: 0 of ${flows} answered; `))),
      expect.stringMatching(/^fail: (no reply|unreachable)/),
      expect.stringMatching(/^fail: its control /),
      expect.stringMatching(/^fail: 0 of 6 answered; 1 (timed out|unreachable)/),
    ]);
  });

  it('if one of many silent flows is answered', async () => {
    const rule = 'FORWARD -p tcp --dport 81 -m statistic --mode nth --every 5 --packet 0 -j ACCEPT';
    breakIt('router', `iptables -I ${rule}`, `iptables -D ${rule}`);
    // The rule also counts retransmissions, so how many are answered depends on the time.
    expect((await ask(silent))[0]).toMatch(/^fail: [1-9] refused \(Connection refused\); [1-9] timed out/);
  });

  it('if flows of one client, or requests of one connection, should be answered otherwise', async () => {
    const [affine, spreading, alive] = await ask(
      at('tcp', 20, 9000, 'flows: 12, expect: { by: webs, same: true }'),
      at('http', 30, 80, 'flows: 40, expect: { same: false }'),
      at('http', 20, 80, 'keep-alive: 6, expect: { by: webs, choice: in-turn }'),
    );
    expect(affine).toMatch(/^fail: 12 of 12 answered: .*; 3 nodes answered and should be one/);
    expect(spreading).toMatch(/^fail: 40 of 40 answered: web-2 40; only web-2 answered/);
    expect(alive).toMatch(/^fail: 6 of 6 answered: .* answered 6 and should answer 2/);
  });
});
