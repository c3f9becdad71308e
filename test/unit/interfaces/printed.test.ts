// The command that makes each interface type, as it is printed. All of them were run: the kernel takes these words.
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../../src/steps/index.ts';
import { compiled, printed, withRed } from '../compiled.ts';

const made = (name: string, interfaces: Record<string, unknown>) =>
  printed(withRed({ interfaces }), `red/link/${name}`);

describe('a device is made by one command, with everything that can be said at creation', () => {
  test.each([
    ['d0', { type: 'dummy' }, 'ip -n x.red link add d0 up type dummy'],
    ['d0', { type: 'dummy', up: 'false' }, 'ip -n x.red link add d0 type dummy'],
    [
      'd0',
      { type: 'dummy', mtu: 9000, macaddress: '02:00:00:00:00:0A' },
      'ip -n x.red link add d0 address 02:00:00:00:00:0a mtu 9000 up type dummy',
    ],
    ['br0', { type: 'bridge' }, 'ip -n x.red link add br0 up type bridge stp_state 0 mcast_snooping 0'],
    [
      'br0',
      {
        type: 'bridge',
        parameters: {
          stp: true,
          'forward-delay': 4,
          'ageing-time': 10,
          priority: 4096,
          'multicast-snooping': true,
        },
      },
      'ip -n x.red link add br0 up type bridge stp_state 1 mcast_snooping 1 forward_delay 400 ageing_time 1000 priority 4096',
    ],
    [
      'vx0',
      { type: 'vxlan', id: 7, local: 'red', remote: 'blue', ttl: 5 },
      'ip -n x.red link add vx0 up type vxlan id 7 dstport 4789 local 192.0.2.1 remote 192.0.2.2 ttl 5',
    ],
    [
      'flannel.1',
      { type: 'vxlan', id: 1, port: 8472, link: 'eth0', local: 'self:eth0', 'mac-learning': false },
      'ip -n x.red link add flannel.1 up type vxlan id 1 dstport 8472 local 192.0.2.1 dev eth0 nolearning',
    ],
    [
      'vxg',
      { type: 'vxlan', id: 9, link: 'eth0', remote: '239.1.1.1' },
      'ip -n x.red link add vxg up type vxlan id 9 dstport 4789 group 239.1.1.1 dev eth0',
    ],
    [
      'vx6',
      { type: 'vxlan', id: 10, local: '2001:DB8::1', remote: '2001:db8::2' },
      'ip -n x.red link add vx6 up type vxlan id 10 dstport 4789 local 2001:db8::1 remote 2001:db8::2',
    ],
    [
      'mv0',
      { type: 'macvlan', link: 'eth0', mode: 'private' },
      'ip -n x.red link add link eth0 name mv0 up type macvlan mode private',
    ],
  ])('%s %j', (name, spec, command) => {
    expect(made(name, { [name]: spec })).toEqual([command]);
  });
});

test('a macvlan of another node is made there, straight into its own, and comes up here', () => {
  const text = withRed({ interfaces: { mv0: { type: 'macvlan', link: 'blue:eth0' } } });
  expect(printed(text, 'red/link/mv0')).toEqual([
    'ip -n x.blue link add link eth0 name mv0 netns x.red type macvlan mode bridge',
  ]);
  expect(printed(text, 'red/up/mv0')).toEqual(['ip -n x.red link set mv0 up']);
});

test('a tun is made without words about it, and set up afterwards', () => {
  const text = withRed({ interfaces: { tun0: { type: 'tun', mtu: 1472, addresses: ['198.51.100.1/32'] } } });
  expect(printed(text, 'red/link/tun0')).toEqual(['ip -n x.red tuntap add dev tun0 mode tun']);
  expect(printed(text, 'red/up/tun0')).toEqual(['ip -n x.red link set tun0 mtu 1472 up']);
  const down = withRed({ interfaces: { tun0: { type: 'tun', up: false } } });
  expect(printed(down, 'red/up/tun0')).toEqual([]);
  expect(compiled(text).plan.requires.kernel).toContain('tun');
});

test('lo is there already', () => {
  const text = withRed({ interfaces: { lo: { addresses: ['198.51.100.1/32'] } } });
  expect(printed(text, 'red/link/lo')).toEqual([]);
  expect(printed(text, 'red/address/lo')).toEqual(['ip -n x.red addr add 198.51.100.1/32 dev lo']);
});

describe('a cable is one command in the node of its near end', () => {
  const cable = (text: string) =>
    compiled(text).plan.steps.flatMap((step) =>
      step.kind === 'link' && step.type === 'veth' ? [`${step.node}: ${commandOf(step).join(' ')}`] : [],
    );
  const link = (nodes: string, more = '') =>
    `lab: x\nnodes: { ${nodes} }\nlinks: [{ endpoints: [b:eth0, a:eth0]${more} }]`;

  test('the first by name, whatever the order of the lab', () => {
    const command = 'a: ip link add eth0 up type veth peer name eth0 netns x.b';
    expect(cable(link('b: {}, a: {}'))).toEqual([command]);
    expect(cable(link('a: {}, b: {}'))).toEqual([command]);
  });

  test('the one in a bridge, so that its master can be named', () => {
    const bridge = 'interfaces: { br0: { type: bridge, interfaces: [eth0] } }';
    expect(cable(link(`a: {}, b: { ${bridge} }`))).toEqual([
      'b: ip link add eth0 up master br0 type veth peer name eth0 netns x.a',
    ]);
  });

  test('the one that a device of another node stands on', () => {
    const mac = 'interfaces: { m: { type: macvlan, link: "b:eth0" } }';
    expect(cable(link(`a: {}, b: {}, c: { ${mac} }`))).toEqual([
      'b: ip link add eth0 up type veth peer name eth0 netns x.a',
    ]);
  });

  test('with MTU on both ends, and what one end says of itself', () => {
    const mac = 'interfaces: { eth0: { macaddress: "02:00:00:00:00:01", mtu: 1300 } }';
    expect(cable(link(`a: {}, b: { ${mac} }`, ', mtu: 1400'))).toEqual([
      'a: ip link add eth0 mtu 1400 up type veth peer name eth0 address 02:00:00:00:00:01 mtu 1300 netns x.b',
    ]);
  });

  test('both ends in one node need no netns', () => {
    expect(cable('lab: x\nnodes: { a: {} }\nlinks: [{ endpoints: [a:e0, a:e1] }]')).toEqual([
      'a: ip link add e0 up type veth peer name e1',
    ]);
  });
});

describe('a link with three ends is a switch in a namespace of its own', () => {
  const segment = `lab: x
nodes: { a: {}, b: {}, a-very-long-node-name: {}, lo: {}, br0: {}, all: {} }
links: [{ name: lan, endpoints: [a:eth0, a:eth1, b:eth0, a-very-long-node-name:eth0, lo:eth0, br0:eth0, all:eth0] }]`;

  test('its ports are named after who is behind them, and every name is one', () => {
    const lan = compiled(segment).lab.nodes.find((node) => node.name === 'lan');
    expect(lan?.role).toBe('segment');
    expect(lan?.interfaces.map((iface) => iface.name)).toEqual([
      'br0',
      'a-eth0',
      'a-eth1',
      'b',
      expect.stringMatching(/^a-very-l-[0-9a-f]{6}$/),
      'lo-eth0',
      'br0-eth0',
      'all-eth0',
    ]);
  });

  test('a port whose name is taken gets one of its own', () => {
    const lab = `lab: x
nodes: { a: {}, a-e: {} }
links: [{ name: lan, endpoints: [a:e, a:f, a-e:x] }]`;
    const names = compiled(lab)
      .lab.nodes.find((node) => node.name === 'lan')!
      .interfaces.map((i) => i.name);
    expect(new Set(names).size).toBe(4);
  });
});

describe('the order in which devices come', () => {
  const stagesOf = (interfaces: Record<string, unknown>) =>
    Object.fromEntries(
      compiled(withRed({ interfaces }))
        .plan.steps.filter((step) => step.id.startsWith('red/link/'))
        .map((step) => [step.id.slice('red/link/'.length), `${step.stage} ${step.level}`]),
    );

  test('what stands on others comes after them, lowest first', () => {
    expect(
      stagesOf({
        mv1: { type: 'macvlan', link: 'mv0' },
        mv0: { type: 'macvlan', link: 'vx0' },
        vx0: { type: 'vxlan', id: 1, link: 'eth0' },
        d0: { type: 'dummy' },
      }),
    ).toMatchObject({ d0: 'bridges 0', vx0: 'devices 1', mv0: 'devices 2', mv1: 'devices 3' });
  });

  test('a port of a bridge comes after the bridge, though it stands on nothing', () => {
    expect(
      stagesOf({
        vx0: { type: 'vxlan', id: 1, remote: 'blue' },
        br0: { type: 'bridge', interfaces: ['vx0'] },
      }),
    ).toMatchObject({ br0: 'bridges 0', vx0: 'devices 0' });
  });
});

test('hairpin is set where an interface is a port', () => {
  const text = withRed({
    interfaces: { br0: { type: 'bridge', interfaces: ['eth1'] }, eth1: { hairpin: true } },
  }).replace('links:\n', 'links:\n  - endpoints: [red:eth1, blue:eth1]\n');
  expect(printed(text, 'red/hairpin')).toEqual(['bridge -n x.red link set dev eth1 hairpin on']);
});
