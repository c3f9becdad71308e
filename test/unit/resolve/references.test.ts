import { describe, expect, test } from 'vitest';
import { compiled, faultsOf } from '../compiled.ts';

const lab = (to: string, more = '') => `lab: x
nodes:
  red: { run: [{ exec: ["echo", "${to}"] }]${more} }
  blue: { interfaces: { lo: { addresses: [198.51.100.2/32] }, flannel.1: { type: vxlan, id: 1, addresses: [10.244.2.0/32] } } }
  far: {}
  bare: {}
  six: {}
links:
  - { endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24], ipv6: ["2001:db8::1/64", "2001:db8::2/64"] }
  - { endpoints: [blue:eth1, far:eth0], ipv4: [203.0.113.2/24, 203.0.113.3/24] }
  - { endpoints: [far:eth1, six:eth0], ipv6: ["2001:db8:6::3/64", "2001:db8:6::4/64"] }`;

const said = (ref: string) => {
  const step = compiled(lab(ref)).plan.steps.find((one) => one.id === 'red/exec/echo');
  return step?.kind === 'run' ? step.argv[1] : undefined;
};

describe('what a reference in text stands for', () => {
  test.each([
    ['$(blue)', '192.0.2.2'],
    ['$(blue.ipv4)', '192.0.2.2'],
    ['$(blue.ipv6)', '2001:db8::2'],
    ['$(blue.address)', '192.0.2.2'],
    ['$(blue:eth1)', '203.0.113.2'],
    ['$(blue:lo)', '198.51.100.2'],
    ['$(blue:flannel.1)', '10.244.2.0'],
    ['$(blue:flannel.1.ipv4)', '10.244.2.0'],
    ['$(blue:flannel.1.mac)', '02:d3:93:46:c0:2c'],
    ['$(blue:flannel.1.name)', 'flannel.1'],
    ['$(blue.namespace)', 'x.blue'],
    ['$(self)', '192.0.2.1'],
    ['$(self:eth0.ipv6)', '2001:db8::1'],
    ['$(red)', '192.0.2.1'],
    ['$(far)', '203.0.113.3'],
    ['$(six)', '2001:db8:6::4'],
    ['http://$(blue):80/$(far)', 'http://192.0.2.2:80/203.0.113.3'],
    ['$$(blue)', '$(blue)'],
    ['$$$(blue)', '$$(blue)'],
    ['$(192.0.2.9)', '192.0.2.9'],
    ['$(2001:DB8::9)', '2001:db8::9'],
    ['$5 $x ${y} ()', '$5 $x ${y} ()'],
  ])('%s is %s', (ref, value) => {
    expect(said(ref)).toBe(value);
  });

  test.each([
    ['$(bleu)', 'unknown-reference: "bleu" is neither an address nor a node'],
    ['$(blue:eth9)', 'unknown-interface: blue has no interface "eth9"'],
    ['$(bare)', 'no-address: bare has no address'],
    ['$(six.ipv4)', 'no-address: six has no IPv4 address'],
    ['$(constructor)', 'unknown-reference: "constructor" is neither an address nor a node'],
    ['$(a b)', 'unknown-reference: "a b" is neither an address nor a node'],
  ])('%s is refused', (ref, fault) => {
    expect(faultsOf(lab(ref))).toEqual([fault]);
  });
});

test('two links shared with the one who asks, or two addresses, leave it open which is meant', () => {
  const text = `lab: x
nodes: { a: { run: [{ exec: [echo, "$(b)"] }] }, b: {} }
links:
  - { endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
  - { endpoints: [a:eth1, b:eth1], ipv4: [198.51.100.1/24, 198.51.100.2/24] }`;
  expect(faultsOf(text)).toEqual(['ambiguous-reference: b has more than one address']);
  expect(faultsOf(text.replace('$(b)', '$(b:eth1)'))).toEqual([]);
});

test('a shared link comes before the first one, through bridges and segments too', () => {
  const text = `lab: x
nodes:
  a: { run: [{ exec: [echo, "$(b)"] }] }
  b: {}
  c: {}
  s: { interfaces: { br0: { type: bridge, interfaces: [p0, p1] } } }
links:
  - { endpoints: [b:eth0, c:eth0], ipv4: [203.0.113.1/24, 203.0.113.2/24] }
  - { endpoints: [a:eth0, s:p0], ipv4: [192.0.2.1/24] }
  - { endpoints: [b:eth1, s:p1], ipv4: [192.0.2.2/24] }`;
  const step = compiled(text).plan.steps.find((one) => one.id === 'a/exec/echo');
  expect(step).toMatchObject({ argv: ['echo', '192.0.2.2'] });
});

describe('selectors choose nodes in the order of the lab', () => {
  const text = (from: string) => `lab: x
nodes:
  web1: { group: web, labels: { app: shop } }
  web2: { group: [web, spare] }
  db: { labels: { app: shop } }
links:
  - { name: lan, endpoints: [web1:eth0, web2:eth0, db:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24] }
verify:
  - ping: { from: ${from}, to: 192.0.2.3 }`;
  test.each([
    ['db', ['db']],
    ['web', ['web1', 'web2']],
    ['"web*"', ['web1', 'web2']],
    ['"web[2]"', ['web2']],
    ['app=shop', ['web1', 'db']],
    ['nodes', ['web1', 'web2', 'db']],
    ['[db, web1]', ['web1', 'db']],
  ])('%s', (from, nodes) => {
    expect([...compiled(text(from)).lab.checks[0]!.nodes].sort()).toEqual([...nodes].sort());
  });

  test.each(['wbe', '"x*"', 'app=db'])('%s chooses none and is refused', (from) => {
    expect(faultsOf(text(from)).join()).toContain('no node matches');
  });
});
