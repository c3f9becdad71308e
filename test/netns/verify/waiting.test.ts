/** In a broken network, checks that run alone wait for it together; what they report stays the same. */
import { expect, it } from 'vitest';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { bench } from './bench.ts';

const lab = bench(
  'waiting',
  `
lab: waiting
about: Two nodes on each side of a router.
nodes:
  a: { routes: [{ to: default, via: r }] }
  b: { routes: [{ to: default, via: r }] }
  r: { sysctls: { net.ipv4.ip_forward: 1 }, iptables: ["-A FORWARD -p icmp -j ACCEPT"] }
links:
  - { endpoints: [r:eth0, a:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
  - { endpoints: [r:eth1, b:eth0], ipv4: [198.51.100.1/24, 198.51.100.2/24] }
`,
);

const command = (from: string, to: string) => `{ command: { at: ${from}, run: ping -c 1 -W 1 $(${to}) } }`;
const counter = (stimulus: string) =>
  `  - rule-counter: { at: r, chain: FORWARD, rule: -p icmp -j ACCEPT, while: ${stimulus} }`;
const capture = (from: string, to: string) =>
  `  - capture: { at: r:eth0, filter: icmp, while: ${command(from, to)}, expect: { any: [{ icmp: echo-request }] } }`;

const checks = [
  counter(command('a', 'b')),
  counter('{ ping: { from: a, to: b } }'),
  capture('a', 'b'),
  // This one passes: the router itself answers.
  capture('a', 'r'),
  capture('b', 'a'),
  counter(command('b', 'a')),
].join('\n');

it('reports the same as one check after the other, in the time of one', async () => {
  lab.type('r', 'sysctl -qw net.ipv4.ip_forward=0');
  const { plan, lab: found } = lab.compiled(checks);
  const { signal } = new AbortController();
  const report = await runChecks(plan, found.checks, local, { signal });
  const said = report.checks.map(({ status, saw }) => `${status}: ${saw}`);
  expect(said).toEqual([
    'fail: its command (a ping -c 1 -W 1 198.51.100.2): exit 1',
    'fail: its ping (a -> b): none (1 sent, 0 received)',
    'fail: its command (a ping -c 1 -W 1 198.51.100.2): exit 1',
    'pass: 192.0.2.2 > 192.0.2.1 ICMP echo request',
    'fail: its command (b ping -c 1 -W 1 192.0.2.2): exit 1',
    'fail: its command (b ping -c 1 -W 1 192.0.2.2): exit 1',
  ]);
  const alone: string[] = [];
  for (const check of found.checks) {
    const [one] = (await runChecks(plan, [check], local, { signal })).checks;
    alone.push(`${one!.status}: ${one!.saw}`);
  }
  expect(said).toEqual(alone);
  const failed = report.checks.filter(({ saw }) => saw.startsWith('its '));
  const sum = failed.reduce((all, { took }) => all + took, 0);
  // The first waits by itself: no other check has failed before.
  expect(report.checks[0]!.took + failed[1]!.took).toBeLessThan(sum / 1.5);
  for (const { attempts } of failed) expect(attempts).toBeGreaterThanOrEqual(2);
});
