/** Each control shows something of the two ends of a negative check; what no control shows is refused. */
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../compiled.ts';

describe('the controls of a negative check', () => {
  const faults = (body: string) =>
    faultsOf(`lab: x
nodes:
  a: { serve: [80/http] }
  b: { serve: [80/http, 81/tcp, 53/udp] }
  c: { serve: [80/http] }
  r: {}
links:
  - { name: lan, endpoints: [a:e, b:e, c:e, r:e], ipv4: [192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24, 192.0.2.4/24], ipv6: ["2001:db8::1/64", "2001:db8::2/64", "2001:db8::3/64", "2001:db8::4/64"] }
verify: [{ ${body} }]`).map((fault) => fault.split(':')[0]);
  const asker = 'asker-not-shown';
  const answerer = 'answerer-not-shown';

  it.each<readonly [string, readonly string[]]>([
    ['ping: { from: a, to: b, expect: timeout, control: { from: c } }', [asker]],
    ['ping: { from: a, to: b, expect: timeout, control: { to: c } }', [answerer]],
    ['ping: { from: a, to: b, expect: timeout, control: [{ from: c }, { to: c }] }', []],
    ['ping: { from: a, to: b, expect: timeout, control: { packet-size: 9 } }', []],
    ['ping: { from: a, to: b, expect: timeout, control: { from: c, to: r } }', [asker, answerer]],
    // Another protocol family is another way, and so is another interface.
    ['ping: { from: a, to: b, expect: timeout, control: [{ from: c }, { to: c, family: ipv6 }] }', [asker]],
    [
      'ping: { from: a, to: b, expect: timeout, control: [{ to: c }, { from: c, family: ipv6 }] }',
      [answerer],
    ],
    ['ping: { from: "a:e", to: b, expect: timeout, control: [{ from: c }, { from: a, to: c }] }', [asker]],
    ['ping: { from: "a:e", to: b, expect: timeout, control: [{ from: c }, { to: c }] }', []],
    // Its own address, or the loopback, never leaves the asker.
    ['ping: { from: a, to: b, expect: timeout, control: [{ from: c }, { to: 127.0.0.1 }] }', [asker]],
    ['ping: { from: a, to: b, expect: timeout, control: [{ from: c }, { to: 192.0.2.1 }] }', [asker]],
    [
      'ping: { from: a, to: b, expect: timeout, control: [{ to: c }, { from: b, to: 192.0.2.2 }] }',
      [answerer],
    ],
    // An address of a node is that node; one that nobody has cannot answer.
    ['ping: { from: a, to: 192.0.2.2, expect: timeout, control: { to: c } }', [answerer]],
    ['ping: { from: a, to: 192.0.2.2, expect: timeout, control: [{ to: c }, { from: c, to: b }] }', []],
    ['ping: { from: a, to: 192.0.2.99, expect: timeout, control: { to: c } }', []],
    // Of sets, every member.
    ['ping: { from: [a, c], to: b, expect: timeout, control: [{ from: r }, { from: a, to: r }] }', [asker]],
    ['ping: { from: [a, c], to: b, expect: timeout, control: [{ from: r }, { to: r }] }', []],
    ['ping: { from: a, to: [b, c], expect: timeout, control: [{ to: r }, { from: r, to: b }] }', [answerer]],
    // Every kind of answer that is none.
    ['tcp: { from: a, to: b, port: 82, expect: refused }', ['no-control']],
    ['tcp: { from: a, to: b, port: 82, expect: refused, control: { port: 81 } }', []],
    ['tcp: { from: a, to: b, port: 82, expect: prohibited, control: { to: c, port: 80 } }', [answerer]],
    ['udp: { from: a, to: b, port: 54, expect: unreachable, control: { from: c, port: 53 } }', [asker]],
    ['neighbor: { at: a, address: b, expect: none }', ['no-control']],
    ['neighbor: { at: a, address: b, expect: none, control: { address: c, expect: { dev: e } } }', []],
    ['fdb: { at: a, macaddress: b:e, expect: none }', ['no-control']],
    ['conntrack: { at: a, expect: none }', ['nothing-sent']],
    // Under while: what is watched for must be this probe's, or it needs controls, too.
    [
      'capture: { at: "b:e", while: { ping: { from: a, to: b, expect: timeout } }, expect: none }',
      ['silent-stimulus'],
    ],
    [
      'capture: { at: "b:e", while: { ping: { from: a, to: b, expect: timeout } }, expect: { any: { src: a } } }',
      [],
    ],
    [
      'capture: { at: "b:e", while: [{ ping: { from: a, to: b, expect: timeout } }, { ping: { from: c, to: b } }], expect: { any: { src: c } } }',
      ['silent-stimulus'],
    ],
    [
      'capture: { at: "b:e", while: { ping: { from: a, to: b, expect: timeout, control: { from: c } } }, expect: none }',
      [asker],
    ],
    [
      'capture: { at: "b:e", while: { ping: { from: a, to: b, expect: timeout, control: { size: 9 } } }, expect: none }'.replace(
        'size',
        'packet-size',
      ),
      [],
    ],
    [
      'rule-counter: { at: b, chain: INPUT, rule: -j DROP, while: { ping: { from: a, to: b, expect: timeout } }, expect: none }',
      ['silent-stimulus'],
    ],
    [
      'conntrack: { at: b, while: { ping: { from: a, to: b, expect: timeout } }, expect: none }',
      ['silent-stimulus'],
    ],
  ])('%s', (body, expected) => expect(faults(body)).toEqual(expected));
});
