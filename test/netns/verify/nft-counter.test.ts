/** Counters of nftables rules. */
import { expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'vnft',
  `lab: vnft
about: A router with nftables rules that count.
nodes:
  red: { routes: [{ to: default, via: router }] }
  blue: { routes: [{ to: default, via: router }] }
  router:
    sysctls: { net.ipv4.ip_forward: 1 }
    nftables:
      - add table inet filter
      - "add chain inet filter forward { type filter hook forward priority 0; policy accept; }"
      - add rule inet filter forward ip saddr $(red) icmp type echo-request counter accept
      - "add rule inet filter forward tcp dport {80,443} counter drop"
      - add rule inet filter forward udp dport 53 accept
links:
  - { endpoints: [red:eth0, router:eth0], ipv4: [192.0.2.2/25, 192.0.2.1/25] }
  - { endpoints: [blue:eth0, router:eth1], ipv4: [192.0.2.130/25, 192.0.2.129/25] }`,
);
const count = async (rule: string, expected: string, chain = 'forward') =>
  told(
    (
      await lab.check(`
  - rule-counter:
      at: router
      family: nft
      table: inet filter
      chain: ${chain}
      rule: "${rule}"
      while: { ping: { from: red, to: blue, count: 3, interval: 0.05 } }
      expect: ${expected}`)
    )[0]!,
  );

it('are compared before and after', async () => {
  expect(await count('ip saddr $(red) icmp type echo-request accept', '{ packets: 3 }')).toBe('pass');
  expect(await count('tcp dport {80,443} drop', 'none')).toBe('pass');
  expect(await count('icmp type echo-request', '{ packets: 2 }')).toMatch(/^fail: 3 packets/);
  expect(await count('tcp dport { 80, 443 }', 'hit')).toMatch(/^fail: 0 packets/);
});

it('are missing if the rule, its chain or its counter is', async () => {
  expect(await count('icmp type echo-reply', 'hit')).toMatch(/^fail: no such rule in forward/);
  expect(await count('icmp type echo-request', 'hit', 'input')).toMatch(/^fail: no chain input/);
  expect(await count('udp dport 53', 'none')).toMatch(/^error: the rule has no counter/);
  expect(await count('dport', 'hit')).toMatch(/^error: 2 rules of forward have these words/);
});

it('fail if the rule was deleted by hand', async () => {
  lab.type('router', 'nft flush chain inet filter forward');
  expect(await count('icmp type echo-request', 'hit')).toMatch(/^fail: no such rule in forward/);
});
