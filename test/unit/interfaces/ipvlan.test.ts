// ipvlan, and what it has in common with macvlan. The commands were run on Debian's 6.1 kernel.
import { describe, expect, test } from 'vitest';
import { compiled, faultsOf, printed, withRed } from '../compiled.ts';

const of = (link: string, more: Record<string, unknown> = {}) => ({ type: 'ipvlan', link, ...more });

test.each([
  [of('eth0'), 'ip -n x.red link add link eth0 name ip0 up type ipvlan mode l2'],
  [of('eth0', { mode: 'l3s' }), 'ip -n x.red link add link eth0 name ip0 up type ipvlan mode l3s'],
  [
    of('blue:eth0', { mode: 'l3' }),
    'ip -n x.blue link add link eth0 name ip0 netns x.red type ipvlan mode l3',
  ],
])('%j', (spec, command) => {
  expect(printed(withRed({ interfaces: { ip0: spec } }), 'red/link/ip0')).toEqual([command]);
});

const guests = (a: unknown, b: unknown, host: unknown = {}) =>
  `lab: x
nodes: { host: ${JSON.stringify(host)}, out: {}, a: { interfaces: { eth0: ${JSON.stringify(a)} } }, b: { interfaces: { eth0: ${JSON.stringify(b)} } } }
links: [{ endpoints: [host:eth0, out:eth0], ipv4: [null, 192.0.2.1/24] }]
`;

test('two of one name are made under other names, and renamed where they lie', () => {
  const text = guests(of('host:eth0'), of('host:eth0'));
  const commands = printed(text, 'a/');
  const name = commands.find((line) => line.includes('link add'))?.match(/name (iv\w+) netns/)?.[1];
  expect(commands).toContain(`ip -n x.a link set dev ${name} name eth0`);
});

test("the MAC of any of them is the link's", () => {
  const text = `${guests(of('host:eth0'), of('host:eth0'))}verify: [{ neighbor: { at: out, address: 192.0.2.9, expect: { macaddress: a:eth0 } } }, { neighbor: { at: out, address: 192.0.2.8, expect: { macaddress: b:eth0 } } }]`;
  const { lab } = compiled(text);
  const mac = lab.nodes.find(({ name }) => name === 'host')?.interfaces[0]?.mac;
  expect(mac).toMatch(/^02:/);
  expect(lab.checks.map(({ expected }) => expected)).toEqual([`macaddress ${mac}`, `macaddress ${mac}`]);
});

describe('what cannot be', () => {
  const busy = 'of host carries ipvlan in l2 mode (a:eth0), so it cannot also carry';
  test.each([
    [of('host:eth0'), of('host:eth0'), undefined],
    [of('host:eth0'), of('host:eth0', { mode: 'l3' }), `link-taken: eth0 ${busy} ipvlan in l3 mode (b:eth0)`],
    [of('host:eth0'), { type: 'macvlan', link: 'host:eth0' }, `link-taken: eth0 ${busy} macvlan (b:eth0)`],
    [
      of('host:eth0', { macaddress: '02:00:00:00:00:01' }),
      of('host:eth0'),
      'own-mac: eth0 of a is ipvlan, so it has the MAC address of its link',
    ],
    [of('host:eth0', { mode: 'l4' }), of('host:eth0'), 'bad-value: "l4" is not valid for mode'],
    [of('host:eth0', { mode: ['l2', 'l3'] }), of('host:eth0'), 'bad-value: expected one word for mode'],
  ])('%j, %j: %s', (a, b, fault) => {
    expect(faultsOf(guests(a, b))).toEqual(fault === undefined ? [] : [fault]);
  });

  test('a port of a bridge, and what is made only after the links', () => {
    const host = { interfaces: { br0: { type: 'bridge', interfaces: ['eth0'] } } };
    expect(faultsOf(guests(of('host:eth0'), of('host:br0'), host))).toEqual([
      'link-taken: eth0 of host is a port of br0, which receives all its frames, so it cannot carry ipvlan in l2 mode (a:eth0)',
    ]);
    const vlan = { interfaces: { v: { type: 'vlan', id: 5, link: 'eth0' } } };
    expect(faultsOf(guests(of('host:v'), of('host:eth0'), vlan))).toEqual([
      'link-made-later: v of host cannot be the link of eth0 of a, because it is stacked on eth0',
    ]);
  });
});
