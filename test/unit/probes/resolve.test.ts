/** Errors of probes, and the names of checks. */

import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/base/diagnostic.ts';
import { compile } from '../../../src/engine/compile.ts';
import { eachPair, type Pairs } from '../../../src/probes/pairs.ts';

const yaml = (check: string) => `lab: two
about: A router joins two subnets.
nodes:
  red: { routes: [{ to: default, via: router }] }
  blue: { routes: [{ to: default, via: router }] }
  router: { sysctls: { net.ipv4.ip_forward: 1 } }
links:
  - { endpoints: [red:eth0, router:eth0], ipv4: [192.0.2.2/25, 192.0.2.1/25] }
  - { endpoints: [blue:eth0, router:eth1], ipv4: [192.0.2.130/25, 192.0.2.129/25] }
verify:
  - ${check}
`;
const checks = (check: string) => compile(Buffer.from(yaml(check)), 'lab.yaml').lab.checks;
const refused = (check: string) => {
  try {
    checks(check);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostics.map((one) => one.code);
    throw error;
  }
};
const ping = 'ping: { from: red, to: blue }';

describe('a check is called what it asks', () => {
  it.each([
    ['ping: { from: red, to: blue }', 'red -> blue', 'a reply'],
    ['ping: { from: nodes, to: nodes }', 'nodes -> nodes, 6 pairs', 'a reply'],
    [
      'ping: { from: [red, blue], to: router, expect: { ttl: 64 } }',
      'red, blue -> router, 2 pairs',
      'a reply, ttl 64',
    ],
    [
      'tcp: { from: red, to: blue, port: 80, expect: { by: blue } }',
      'red -> blue port 80',
      'a reply from blue',
    ],
    ['route: { at: red, to: blue, expect: { via: router } }', 'red -> blue', 'via 192.0.2.1'],
    ['udp: { from: red, to: blue, port: 53, flows: 32 }', 'red -> blue port 53, 32 flows', 'a reply'],
    [
      'route: { at: red, to: blue, proto: tcp, source-port: 7, dest-port: 80, expect: { dev: eth0 } }',
      'red -> blue ipproto tcp sport 7 dport 80',
      'dev eth0',
    ],
    [
      'ping: { from: red, to: blue, ttl: 1, expect: { error: ttl-exceeded, by: router } }',
      'red -> blue, ttl 1',
      'a TTL exceeded error, from router',
    ],
    ['ping: { from: red, to: blue, source: 192.0.2.2 }', 'red -> blue, from 192.0.2.2', 'a reply'],
    ['neighbor: { at: red, address: router, expect: { dev: eth0 } }', 'red router', 'dev eth0'],
    [
      `capture: { at: 'router:eth1', filter: icmp, while: { ${ping} }, expect: none }`,
      'router:eth1 icmp',
      'none',
    ],
    [
      `capture: { at: 'router:eth1', filter: 'host $(blue)', while: { ${ping} }, expect: { any: [{ icmp: echo-request, src: red }] } }`,
      'router:eth1 host 192.0.2.130',
      'src red, icmp echo-request',
    ],
  ])('%s', (check, title, expected) => {
    expect(checks(check).map((one) => [one.title, one.expected])).toEqual([[title, expected]]);
  });

  it('an address is the one on the link that both share', () => {
    const [check] = checks('ping: { from: [red, blue], to: router }');
    const { pairs } = check!.spec as object as { pairs: Pairs };
    expect([...eachPair(pairs)].map((pair) => pair.address)).toEqual(['192.0.2.1', '192.0.2.129']);
  });

  it('whoever says that it did not arrive is seen from where it was asked', () => {
    const [check] = checks('ping: { from: blue, to: red, ttl: 1, expect: { by: router } }');
    expect(check?.spec).toMatchObject({ expect: { by: { addresses: ['192.0.2.129'] } } });
  });

  it('how long silence is waited for is said in seconds', () => {
    const waits = ['ping: { from: red, to: blue, wait: 0.2 }', 'udp: { from: red, to: blue, port: 53 }'];
    expect(waits.map((check) => (checks(check)[0]!.spec as { wait?: number }).wait)).toEqual([0.2, 1]);
  });

  it('many flows are as many askings', () => {
    const [check] = checks('udp: { from: red, to: [blue, router], port: 53, flows: 3 }');
    expect(check!.spec).toMatchObject({ flows: 3, pairs: { to: [{ name: 'blue' }, { name: 'router' }] } });
  });

  it('what a mark cannot tell apart runs alone', () => {
    const alone = (check: string) => checks(check)[0]?.alone;
    expect(alone(`capture: { at: 'router:eth1', while: { ${ping} }, expect: none }`)).toBe(false);
    expect(alone(`capture: { at: 'router:eth1', filter: arp, while: { ${ping} }, expect: none }`)).toBe(true);
    expect(
      alone(`capture: { at: 'router:eth1', while: { ${ping} }, expect: { any: [{ arp: request }] } }`),
    ).toBe(true);
    expect(
      alone(`capture: { at: 'router:eth1', while: { ${ping} }, expect: { any: [{ vrrp: { vrid: 1 } }] } }`),
    ).toBe(true);
    expect(alone(`capture: { at: 'router:eth1', marked: false, while: { ${ping} }, expect: none }`)).toBe(
      true,
    );
    expect(
      alone("capture: { at: 'router:eth1', while: { command: { at: red, run: 'true' } }, expect: none }"),
    ).toBe(true);
  });
});

it('the virtual addresses of a packet pattern are resolved', () => {
  const vrrp = '{ vrid: 51, addresses: [blue, 192.0.2.77] }';
  const [check] = checks(
    `capture: { at: 'router:eth1', while: { ${ping} }, expect: { any: { vrrp: ${vrrp} } } }`,
  );
  expect(check?.spec).toMatchObject({
    expect: { any: [{ vrrp: { vrid: 51, addresses: ['192.0.2.130', '192.0.2.77'] } }] },
  });
});

describe('several probes under while', () => {
  const flush = "command: { at: red, run: 'ip neigh flush dev eth0' }";
  const seen = (list: string) =>
    checks(`capture: { at: 'router:eth1', while: [${list}], expect: { any: { icmp: echo-request } } }`)[0];

  it('give the check their names, in their order', () =>
    expect(seen(`{ ${flush} }, { ${ping} }`)?.id).toBe(
      'capture/router:eth1/icmp echo-request/while/command/red/ip neigh flush dev eth0+ping/red/blue',
    ));
  it('run beside others only when each of them has a mark', () =>
    expect([seen(`{ ${ping} }, { ${ping} }`)?.alone, seen(`{ ${flush} }, { ${ping} }`)?.alone]).toEqual([
      false,
      true,
    ]));
  it('bring the programs of all of them', () =>
    expect(seen(`{ ${flush} }, { ${ping} }`)?.tools).toEqual(['tcpdump', 'python3', 'ip', 'ping']));
  it('may have controls of their own', () => {
    const silent = 'ping: { from: red, to: 192.0.2.200, expect: timeout, control: { to: blue } }';
    expect(seen(`{ ${silent} }, { ${ping} }`)?.id).toContain('192.0.2.200+ping/red/blue');
  });
  it('are refused when none of them awaits an answer', () => {
    const silent = 'ping: { from: red, to: blue, expect: timeout }';
    expect(
      refused(`capture: { at: 'router:eth1', while: [{ ${flush} }, { ${silent} }], expect: none }`),
    ).toEqual(['silent-stimulus']);
  });
});

describe('a check that proves nothing, or names what is not there, is refused', () => {
  it.each([
    ['ping: { from: red, to: red }', 'no-pairs'],
    ['ping: { from: red, to: green }', 'unknown-node'],
    ['ping: { from: red, to: blue, expect: timeout }', 'no-control'],
    ['ping: { from: red, to: blue, expect: { received: 0 } }', 'no-control'],
    ['ping: { from: red, to: blue, expect: { received: 2 } }', 'more-replies-than-requests'],
    ['ping: { from: red, to: blue, count: 1000, interval: 1 }', 'too-long'],
    ['tcp: { from: red, to: blue, port: 80, expect: unreachable }', 'no-control'],
    ['route: { at: nodes, to: blue, expect: unreachable }', 'several-nodes'],
    ['route: { at: red, to: 203.0.113.1, expect: unreachable }', 'no-control'],
    ['route: { at: red, to: 203.0.113.1, from: red, expect: blackhole }', 'no-control'],
    [
      'route: { at: red, to: 203.0.113.1, expect: unreachable, control: { to: 203.0.113.2, expect: unreachable } }',
      'negative-control',
    ],
    ['route: { at: red, to: blue, dest-port: 80, expect: { dev: eth0 } }', 'port-without-proto'],
    [
      'route: { at: red, to: blue, proto: icmp, source-port: 80, expect: { dev: eth0 } }',
      'port-without-proto',
    ],
    ['udp: { from: red, to: blue, port: 53, flows: 2, source-port: 9 }', 'one-source-port'],
    ['ping: { from: red, to: blue, expect: { error: unreachable } }', 'error-without-by'],
    ['route: { at: red, to: blue, iif: eth0, expect: unreachable }', 'iif-without-from'],
    ["interface: { at: 'red:eth9', expect: { state: up } }", 'unknown-interface'],
    ['capture: { at: router, while: { ping: { from: red, to: blue } }, expect: none }', 'no-interface'],
    [
      "capture: { at: 'router:eth1', while: { ping: { from: red, to: blue, expect: timeout } }, expect: none }",
      'silent-stimulus',
    ],
    [
      "capture: { at: 'router:eth1', while: { ping: { from: red, to: blue } }, expect: { any: [{ icmp: echo-reques }] } }",
      'bad-value',
    ],
    [
      "capture: { at: 'router:eth1', while: { ping: { from: red, to: blue } }, expect: { none: [{ tcp: sin }] } }",
      'bad-value',
    ],
    [
      "capture: { at: 'router:eth1', while: { ping: { from: red, to: blue } }, expect: { legs: 2 } }",
      'more-legs-than-places',
    ],
    ['command: { at: red, run: "true", expect: { lines: ["/(/"] } }', 'bad-pattern'],
    [
      'rule-counter: { at: red, chain: INPUT, rule: "", while: { ping: { from: red, to: blue } } }',
      'empty-rule',
    ],
  ])('%s: %s', (check, code) => expect(refused(check)).toContain(code));
});
