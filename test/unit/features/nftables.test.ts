/** The printed commands of `nftables` of a node. A kernel has taken all of them. */
import { describe, expect, test } from 'vitest';
import { compiled, faultsOf, red, withRed } from '../compiled.ts';

describe('nftables', () => {
  test.each([
    ['add table nat', 'nft add table ip nat'],
    ['nft add table inet fw', 'nft add table inet fw'],
    [
      'add chain ip nat post { type nat hook postrouting priority srcnat; policy accept; }',
      "nft add chain ip nat post '{' type nat hook postrouting priority 'srcnat;' policy 'accept;' '}'",
    ],
    [
      'add rule nat post oifname "eth0" ip daddr $(blue) masquerade',
      'nft add rule ip nat post oifname eth0 ip daddr 192.0.2.2 masquerade',
    ],
    [
      'add rule inet fw in log prefix "two words " accept comment "it\'s mine"',
      `nft add rule inet fw in log prefix '"two words "' accept comment '"it'\\''s mine"'`,
    ],
    [
      `add rule inet fw in iifname '"ip"' tcp dport {80,443} counter`,
      `nft add rule inet fw in iifname '"ip"' tcp dport '{80,443}' counter`,
    ],
    ['insert rule inet fw in index 0 drop', 'nft insert rule inet fw in index 0 drop'],
    [
      'add rule inet fw in jump include-all comment "do include this"',
      `nft add rule inet fw in jump include-all comment '"do include this"'`,
    ],
    [
      'add element ip t m { tcp . 80 comment "default/web:http" : drop }',
      `nft add element ip t m '{' tcp . 80 comment '"default/web:http"' : drop '}'`,
    ],
    ['add rule ip t c accept comment "a; b {"', `nft add rule ip t c accept comment '"a; b {"'`],
    [
      'add element ip t m { 10.96.0.10 . tcp . 80 : goto ns1/svc1 }',
      "nft add element ip t m '{' 10.96.0.10 . tcp . 80 : goto ns1/svc1 '}'",
    ],
  ])('%s', (line, command) => {
    expect(red({ nftables: [line] }, 'nftables')).toEqual([`ip netns exec x.red ${command}`]);
  });

  test.each([
    ['flush ruleset', 'nft-command'],
    ['include "/etc/passwd"', 'nft-command'],
    ['define a = 1', 'nft-command'],
    ['list ruleset', 'nft-command'],
    ['', 'nft-command'],
    ['add tabel ip x', 'nft-object'],
    ['insert table ip x', 'nft-object'],
    ['add table ip a; include "/etc/passwd"', 'nft-script'],
    ['add table ip a ; delete table ip b', 'nft-several'],
    ['add rule ip a b accept; flush ruleset', 'nft-several'],
    ['add rule ip a b comment { ; flush ruleset }', 'nft-several'],
    ['add rule ip a comment { ; flush ruleset }', 'nft-several'],
    ['add rule ip comment { ; flush ruleset }', 'nft-name'],
    ['add rule ip a b tcp dport { 80', 'nft-several'],
    ['add rule ip a b } ; flush ruleset ; {', 'nft-several'],
    ['add table ip a { chain b { } }', 'nft-block'],
    ['add chain ip a b { type filter hook input priority 0; include "x" ; }', 'nft-script'],
    ['add chain ip a b { ip saddr 10.0.0.1 drop }', 'nft-block'],
    [`add set ip a s { include '"/etc/shadow"' ; type ipv4_addr ; }`, 'nft-script'],
    [`add set ip a s { type ipv4_addr ; elements = { 192.0.2.1 }include '"/etc/shadow"' ; }`, 'nft-script'],
    [`add map ip a s {include '"/etc/shadow"' ;}`, 'nft-script'],
    [`add counter ip a s { include '"/dev/zero"' ; }`, 'nft-script'],
    [`add flowtable ip a s { hook ingress priority 0 ; define x = 1 ; }`, 'nft-script'],
    [`add table ip a { flags dormant ;redefine x = 1 ; }`, 'nft-script'],
    ['add rule ip a b comment "x', 'unbalanced-quote'],
    ["add rule ip a b comment 'x\"; flush ruleset'", 'nft-word'],
    ['add rule ip a b comment "x\ty\\\\"', 'nft-word'],
    ['add rule ip a', 'nft-name'],
  ])('%s is refused', (line, code) => {
    const [fault] = faultsOf(withRed({ nftables: [line] }));
    expect(fault?.split(': ')[0]).toBe(code);
  });

  test('needs nft and nf_tables, and keeps the order', () => {
    const rule = 'add rule ip a b accept';
    const { plan } = compiled(withRed({ nftables: ['add table ip a', 'add chain ip a b', rule, rule] }));
    expect(plan.requires.tools).toContain('nft');
    expect(plan.requires.kernel).toContain('nf_tables');
    const step = plan.steps.find((one) => one.kind === 'nftables')!;
    const ids = step.kind === 'nftables' ? step.lines.map(({ id }) => id) : [];
    expect(ids.slice(2)).toEqual([
      'red/nftables/rule/ip a b accept',
      'red/nftables/rule/ip a b accept (again 1)',
    ]);
  });
});
