// What each setting of a node becomes, as it is printed. All of them were run: the kernel takes these words.
import { describe, expect, test } from 'vitest';
import { compiled, faultsOf, printed, withRed } from '../compiled.ts';

const red = (setting: Record<string, unknown>, id: string) => printed(withRed(setting), `red/${id}`);

describe('routes', () => {
  test.each([
    [{ to: 'default', via: 'blue' }, 'ip -n x.red route add default via 192.0.2.2'],
    [{ to: '::/0', via: 'blue' }, 'ip -n x.red -6 route add ::/0 via 2001:db8::2'],
    [{ to: 'default', via: '2001:DB8::2' }, 'ip -n x.red -6 route add default via 2001:db8::2'],
    [{ to: '10.1.0.0/16', dev: 'eth0' }, 'ip -n x.red route add 10.1.0.0/16 dev eth0'],
    [
      { to: '10.2.0.1', via: 'blue', metric: 50, table: 100, mtu: 1300, from: 'self:eth0' },
      'ip -n x.red route add 10.2.0.1/32 via 192.0.2.2 src 192.0.2.1 metric 50 table 100 mtu 1300',
    ],
    [
      { to: '10.244.2.0/24', via: '10.244.2.0', dev: 'eth0', 'on-link': true },
      'ip -n x.red route add 10.244.2.0/24 via 10.244.2.0 dev eth0 onlink',
    ],
    [
      {
        to: '10.3.0.0/16',
        nexthops: [
          { via: 'blue', weight: 2 },
          { via: '192.0.2.3', dev: 'eth0' },
        ],
      },
      'ip -n x.red route add 10.3.0.0/16 nexthop via 192.0.2.2 weight 2 nexthop via 192.0.2.3 dev eth0',
    ],
    [
      { to: '2001:db8:3::/48', nexthops: [{ via: 'blue' }, { via: '2001:db8::3', weight: 3 }] },
      'ip -n x.red -6 route add 2001:db8:3::/48 nexthop via 2001:db8::2 nexthop via 2001:db8::3 weight 3',
    ],
    [{ to: '10.4.0.0/16', type: 'blackhole' }, 'ip -n x.red route add blackhole 10.4.0.0/16'],
    [{ to: '2001:db8:4::/48', type: 'unreachable' }, 'ip -n x.red -6 route add unreachable 2001:db8:4::/48'],
    [
      { to: '10.5.0.0/16', type: 'prohibit', metric: 10 },
      'ip -n x.red route add prohibit 10.5.0.0/16 metric 10',
    ],
    [{ to: '10.6.0.0/16', type: 'throw', table: 9 }, 'ip -n x.red route add throw 10.6.0.0/16 table 9'],
    [{ to: '10.7.0.0/16', type: 'local', dev: 'lo' }, 'ip -n x.red route add local 10.7.0.0/16 dev lo'],
    [
      { to: '10.8.0.0/16', dev: 'eth0', scope: 'link' },
      'ip -n x.red route add 10.8.0.0/16 dev eth0 scope link',
    ],
    [
      { to: '2001:db8:9::/48', via: 'fe80::9', dev: 'eth0' },
      'ip -n x.red -6 route add 2001:db8:9::/48 via fe80::9 dev eth0',
    ],
    [{ to: 'blue', via: '192.0.2.3' }, 'ip -n x.red route add 192.0.2.2/32 via 192.0.2.3'],
    [
      { to: '10.9.0.0/16', type: 'blackhole', protocol: 80 },
      'ip -n x.red route add blackhole 10.9.0.0/16 proto 80',
    ],
    [{ to: 'blue', dev: 'eth0' }, 'ip -n x.red route add 192.0.2.2/32 dev eth0'],
  ])('%j', (route, command) => {
    expect(red({ routes: [route] }, 'route/')).toEqual([command]);
  });

  test('one that makes a gateway reachable comes before the one through it', () => {
    const routes = [
      { to: '10.2.0.0/16', via: '10.1.0.9' },
      { to: '10.1.0.0/16', dev: 'eth0' },
    ];
    expect(red({ routes }, 'route/')).toEqual([
      'ip -n x.red route add 10.1.0.0/16 dev eth0',
      'ip -n x.red route add 10.2.0.0/16 via 10.1.0.9',
    ]);
  });

  test('the same prefix in another table, or of another metric or family, is another route', () => {
    const routes = [
      { to: 'default', via: '192.0.2.2' },
      { to: 'default', via: '192.0.2.2', metric: 5 },
      { to: 'default', via: '192.0.2.2', table: 5 },
      { to: 'default', via: '2001:db8::2' },
    ];
    expect(red({ routes }, 'route/')).toHaveLength(4);
  });
});

describe('routing-policy', () => {
  test.each([
    [
      { priority: 100, from: '10.1.0.0/16', table: 100 },
      'ip -n x.red rule add from 10.1.0.0/16 lookup 100 priority 100',
    ],
    [
      { priority: 101, to: 'blue', mark: 4, iif: 'eth0', table: 101 },
      'ip -n x.red rule add to 192.0.2.2 iif eth0 fwmark 4 lookup 101 priority 101',
    ],
    [
      { priority: 102, from: '2001:db8::/64', table: 102 },
      'ip -n x.red -6 rule add from 2001:db8::/64 lookup 102 priority 102',
    ],
    [
      { priority: 103, family: 'ipv6', type: 'prohibit', oif: 'eth0' },
      'ip -n x.red -6 rule add oif eth0 prohibit priority 103',
    ],
    [{ priority: 104, type: 'blackhole' }, 'ip -n x.red rule add blackhole priority 104'],
  ])('%j', (rule, command) => {
    expect(red({ 'routing-policy': [rule] }, 'policy/')).toEqual([command]);
  });
});

describe('neighbors', () => {
  test.each([
    [
      { address: '192.0.2.9', macaddress: '02:00:00:00:00:0A', dev: 'eth0' },
      'ip -n x.red neigh add 192.0.2.9 lladdr 02:00:00:00:00:0a dev eth0 nud permanent',
    ],
    [
      { address: 'blue', macaddress: 'blue:eth0', dev: 'eth0' },
      'ip -n x.red neigh add 192.0.2.2 lladdr 02:a9:7f:99:56:0f dev eth0 nud permanent',
    ],
    [
      { address: '2001:db8::9', macaddress: '02:00:00:00:00:09', dev: 'eth0' },
      'ip -n x.red neigh add 2001:db8::9 lladdr 02:00:00:00:00:09 dev eth0 nud permanent',
    ],
    [{ address: '192.0.2.10', dev: 'eth0', proxy: true }, 'ip -n x.red neigh add proxy 192.0.2.10 dev eth0'],
  ])('%j', (neighbor, command) => {
    const commands = printed(withRed({ neighbors: [neighbor] }), 'red/').filter((line) =>
      / neigh /.test(line),
    );
    expect(commands).toEqual([command]);
  });

  test('a MAC is written where something refers to it, and only there', () => {
    const macs = (setting: Record<string, unknown>) =>
      compiled(withRed(setting)).lab.nodes.flatMap((node) =>
        node.interfaces.flatMap((iface) => iface.mac ?? []),
      );
    expect(macs({})).toEqual([]);
    expect(macs({ neighbors: [{ address: 'blue', macaddress: 'blue:eth0', dev: 'eth0' }] })).toHaveLength(1);
  });
});

describe('fdb', () => {
  const vxlan = { interfaces: { vx0: { type: 'vxlan', id: 7 } } };
  test.each([
    [
      { macaddress: '02:00:00:00:00:0a', dev: 'vx0', dst: 'blue' },
      ['red/fdb/vx0/blue', 'bridge -n x.red fdb add 02:00:00:00:00:0a dev vx0 dst 192.0.2.2 self permanent'],
    ],
    [
      { macaddress: '00:00:00:00:00:00', dev: 'vx0', dst: 'blue' },
      [
        'red/fdb/vx0/all/blue',
        'bridge -n x.red fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.2 self permanent',
      ],
    ],
    [
      { macaddress: '02:00:00:00:00:0a', dev: 'eth0' },
      [
        'red/fdb/eth0/02:00:00:00:00:0a',
        'bridge -n x.red fdb replace 02:00:00:00:00:0a dev eth0 master static',
      ],
    ],
    [
      { macaddress: '02:00:00:00:00:0a', dev: 'eth0', vlan: 10 },
      [
        'red/fdb/eth0/02:00:00:00:00:0a/10',
        'bridge -n x.red fdb replace 02:00:00:00:00:0a dev eth0 master static vlan 10',
      ],
    ],
  ])('%j', (entry, [id, command]) => {
    const text = withRed({ ...vxlan, fdb: [entry] });
    expect(printed(text, id!)).toEqual([command]);
  });

  test('the MAC of zeros has as many peers as are written, each appended (head-end replication)', () => {
    const fdb = ['blue', '192.0.2.9', '192.0.2.10'].map((dst) => ({
      macaddress: '00:00:00:00:00:00',
      dev: 'vx0',
      dst,
    }));
    expect(red({ ...vxlan, fdb }, 'fdb/')).toEqual(
      ['192.0.2.2', '192.0.2.9', '192.0.2.10'].map(
        (dst) => `bridge -n x.red fdb append 00:00:00:00:00:00 dev vx0 dst ${dst} self permanent`,
      ),
    );
  });

  test('two MACs behind one peer are two entries', () => {
    const fdb = ['a', 'b'].map((end) => ({ macaddress: `02:00:00:00:00:0${end}`, dev: 'vx0', dst: 'blue' }));
    expect(red({ ...vxlan, fdb }, 'fdb/')).toHaveLength(2);
  });
});

describe('sysctls', () => {
  test.each([
    ['net.ipv4.ip_forward', '1', 'net.ipv4.ip_forward=1'],
    ['net.ipv4.conf.flannel/1.rp_filter', '2', 'net.ipv4.conf.flannel/1.rp_filter=2'],
    ['net.ipv4.ping_group_range', '0   2147483647', "'net.ipv4.ping_group_range=0 2147483647'"],
  ])('%s: %s', (key, value, printedKey) => {
    const setting = { interfaces: { 'flannel.1': { type: 'dummy' } }, sysctls: { [key]: value } };
    expect(red(setting, 'sysctl/')).toEqual([`ip netns exec x.red sysctl -qw ${printedKey}`]);
  });
});

describe('ipsets', () => {
  test.each([
    [
      { type: 'hash:net', maxelem: 1048576, members: ['10.0.0.0/8', '192.0.2.9/32', 'blue'] },
      [
        'ipset create s hash:net family inet maxelem 1048576',
        ...['10.0.0.0/8', '192.0.2.9', '192.0.2.2'].map((member) => `ipset add s ${member}`),
      ],
    ],
    [
      { type: 'hash:ip,port', members: ['blue,tcp:080', '192.0.2.9,udp:53'] },
      [
        'ipset create s hash:ip,port family inet',
        'ipset add s 192.0.2.2,tcp:80',
        'ipset add s 192.0.2.9,udp:53',
      ],
    ],
    [
      { type: 'hash:ip', family: 'ipv6', members: ['blue', 'self:eth0', '2001:DB8::9'] },
      [
        'ipset create s hash:ip family inet6',
        ...['2001:db8::2', '2001:db8::1', '2001:db8::9'].map((member) => `ipset add s ${member}`),
      ],
    ],
    [
      { type: 'hash:net,iface', members: ['10.0.0.0/8,eth0'] },
      ['ipset create s hash:net,iface family inet', 'ipset add s 10.0.0.0/8,eth0'],
    ],
    [
      { type: 'bitmap:port', members: ['80'] },
      ['ipset create s bitmap:port range 0-65535', 'ipset add s 80'],
    ],
  ])('%j', (set, commands) => {
    expect(red({ ipsets: { s: set } }, 'ipset/')).toEqual(
      commands.map((command) => `ip netns exec x.red ${command}`),
    );
  });

  test('a list of sets is made when its sets are there, and all come before the rules', () => {
    const { plan } = compiled(
      withRed({
        iptables: ['-A INPUT -m set --match-set all src -j DROP'],
        ipsets: {
          all: { type: 'list:set', members: ['one'] },
          one: { type: 'hash:ip', members: ['192.0.2.9'] },
        },
      }),
    );
    const ids = plan.steps.map((step) => step.id).filter((id) => /^red\/ip(set|tables)/.test(id));
    expect(ids).toEqual([
      ...['red/ipset/one', 'red/ipset/all', 'red/ipset/one/192.0.2.9', 'red/ipset/all/one', 'red/iptables'],
    ]);
    expect(plan.requires.kernel).toContain('ip_set');
    expect(plan.requires.tools).toContain('ipset');
  });
});

describe('iptables', () => {
  test.each([
    ['-P FORWARD DROP', 'iptables -P FORWARD DROP'],
    ['iptables -N MY-CHAIN', 'iptables -N MY-CHAIN'],
    ['-t nat -A POSTROUTING -o eth0 -j MASQUERADE', 'iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE'],
    ['--append FORWARD --table mangle -j MARK', 'iptables -t mangle -A FORWARD -j MARK'],
    [
      `-A FORWARD -s $(blue) ! -d 10.0.0.0/8 -m comment --comment "it's mine" -j DROP`,
      `iptables -A FORWARD -s 192.0.2.2 ! -d 10.0.0.0/8 -m comment --comment 'it'\\''s mine' -j DROP`,
    ],
    [
      '-A INPUT -m statistic --mode random --probability 0.5 -j DROP',
      'iptables -A INPUT -m statistic --mode random --probability 0.5 -j DROP',
    ],
  ])('%s', (line, command) => {
    expect(red({ iptables: [line] }, 'iptables')).toEqual([`ip netns exec x.red ${command}`]);
  });

  test('ip6tables has a step of its own', () => {
    expect(red({ ip6tables: ['-A INPUT -s 2001:db8::/32 -j DROP'] }, 'ip6tables')).toEqual([
      'ip netns exec x.red ip6tables -A INPUT -s 2001:db8::/32 -j DROP',
    ]);
  });

  test.each([
    '--modprobe=/x',
    '--modprobe /x',
    '--mod=/x',
    '--modp /x',
    '--mo /x',
    '-M /x',
    '-M/x',
    '-nM/x',
    '-46vM/x',
  ])('no rule brings a program as %s', (words) => {
    expect(() => compiled(withRed({ iptables: [`-A INPUT ${words} -j DROP`] }))).toThrow('modprobe');
  });

  test('rules keep their order, and the same rule twice has two ids', () => {
    const rule = '-A INPUT -j ACCEPT';
    const { plan } = compiled(withRed({ iptables: [rule, '-A INPUT -j DROP', rule] }));
    const step = plan.steps.find((one) => one.kind === 'rules')!;
    const lines = step.kind === 'rules' ? step.lines : [];
    expect(lines.map((line) => line.argv.at(-1))).toEqual(['ACCEPT', 'DROP', 'ACCEPT']);
    expect(new Set(lines.map((line) => line.id)).size).toBe(3);
  });
});

describe('files and tmpfs', () => {
  const setting = {
    files: { '/etc/app/a.conf': 'address $(blue)\n', '/run/x': { content: '$$(date)', mode: '755' } },
    tmpfs: ['/var/spool/app'],
  };

  test('a file lies in the folder of the lab and is mounted over', () => {
    expect(red(setting, 'file/etc/app')).toEqual([
      'mkdir -p /run/netlab/x/node/red/upper/etc/app',
      "printf %s 'address 192.0.2.2\n' > /run/netlab/x/node/red/upper/etc/app/a.conf",
    ]);
    expect(red(setting, 'file/run/x')).toEqual([
      'mkdir -p /run/netlab/x/node/red/upper/run',
      "printf %s '$(date)' > /run/netlab/x/node/red/upper/run/x",
      'chmod 755 /run/netlab/x/node/red/upper/run/x',
    ]);
  });

  test('commands of such a node enter its mounts, those of others do not', () => {
    expect(red({ ...setting, run: [{ exec: 'date' }] }, 'exec/')).toEqual([
      'nsenter --target "$(cat /run/netlab/x/pid/red.mounts)" --mount --net date',
    ]);
    expect(red({ run: [{ exec: 'date' }] }, 'exec/')).toEqual(['ip netns exec x.red date']);
  });

  test("a node's own /etc/hosts is the one that it writes", () => {
    expect(red({ files: { '/etc/hosts': 'mine' } }, 'file/etc/hosts')[1]).toContain('mine');
  });
});

test('serve starts one responder on all its ports, and waits for it', () => {
  expect(red({ serve: ['80/http', '53/udp'] }, 'process/serve').slice(1)).toEqual([
    'ip netns exec x.red python3 /run/netlab/x/program/serve.py --name red 80/http 53/udp > /run/netlab/x/log/red.serve 2>&1 < /dev/null & echo $! > /run/netlab/x/pid/red.serve',
    `timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/x/log/red.serve`,
  ]);
});

describe('run', () => {
  test.each([
    ['sleep 5', 'ip netns exec x.red sleep 5'],
    [['sleep', '5 s'], "ip netns exec x.red sleep '5 s'"],
    [`sh -c 'echo "$(blue) $$(id)"'`, `ip netns exec x.red sh -c 'echo "192.0.2.2 $(id)"'`],
    ['/usr/bin/ip link show', 'ip netns exec x.red /usr/bin/ip link show'],
    ['ip link set eth0 down', 'ip -n x.red link set eth0 down'],
  ])('%j', (exec, command) => {
    expect(red({ run: [{ exec }] }, 'exec/')).toEqual([command]);
  });

  test('items keep their order', () => {
    const run = [{ exec: 'echo 1' }, { process: 'sleep 9' }, { exec: 'echo 2' }];
    const steps = compiled(withRed({ run })).plan.steps.filter((step) => /exec|process/.test(step.id));
    expect(steps.map((step) => `${step.id} ${step.level}`)).toEqual([
      'red/exec/echo 2',
      'red/process/sleep 3',
      'red/exec/echo-2 4',
    ]);
  });

  test('a program that a lab runs is one that it requires', () => {
    expect(compiled(withRed({ run: [{ exec: 'frobnicate now' }] })).plan.requires.tools).toContain(
      'frobnicate',
    );
  });

  test("a process takes no name that another setting's process has", () => {
    const run = [{ process: '/x/serve' }, { process: '/x/mounts' }];
    const ids = compiled(withRed({ serve: ['80/http'], run })).plan.steps.map((step) => step.id);
    expect(ids.filter((id) => id.startsWith('red/process'))).toEqual([
      'red/process/serve',
      'red/process/serve-2',
      'red/process/mounts-2',
    ]);
  });
});

describe('flannel-udp', () => {
  const tun = { interfaces: { flannel0: { type: 'tun', addresses: ['10.244.1.0/32'] } } };
  const proxy = (setting: Record<string, unknown>) =>
    withRed({ ...tun, 'flannel-udp': { dev: 'flannel0', listen: 'self:eth0', ...setting } });

  test('a process that knows which node has which prefix', () => {
    const { plan } = compiled(proxy({ routes: [{ to: '10.244.2.0/24', via: 'blue' }] }));
    const start = plan.steps.find(({ id }) => id === 'red/process/flannel-udp');
    expect(start && 'argv' in start && start.argv.slice(2)).toEqual([
      ...['--dev', 'flannel0', '--listen', '192.0.2.1:8285', '--route', '10.244.2.0/24=192.0.2.2:8285'],
    ]);
    expect(plan.requires).toMatchObject({ kernel: ['tun', 'veth'] });
    expect(plan.requires.tools).toContain('python3');
  });

  test.each([
    [{ dev: 'flanel0' }, 'unknown-interface: red has no interface "flanel0"'],
    [
      { routes: [{ to: '2001:db8:2::/64', via: 'blue' }] },
      'mixed-families: 2001:db8:2::/64 is IPv6, which flannel-udp does not carry',
    ],
  ])('%j: %s', (setting, fault) => {
    expect(faultsOf(proxy(setting))).toEqual([fault]);
  });
});
