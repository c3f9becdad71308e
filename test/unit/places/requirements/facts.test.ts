import { describe, expect, it } from 'vitest';
import { environmentFault } from '../../../../src/base/environment-fault.ts';
import type { Outcome, Place } from '../../../../src/model/place.ts';
import { type MachineFacts, parseFacts, readFacts } from '../../../../src/places/requirements/facts.ts';
import { missing, privilege } from '../../../../src/places/requirements/missing.ts';

const head = ['is system Linux', 'is release 6.1.0', 'is user 0', 'is capabilities 000001ffffffffff'];
const said = (...lines: string[]): MachineFacts => parseFacts([...head, ...lines].join('\n'), 'local');

const answering = (stdout: string, stderr: string): Place => {
  const script = async (): Promise<Outcome> => ({ exit: 2, stdout, stderr, timedOut: false });
  return { name: 'local', script } as unknown as Place;
};

it('nothing is concluded from a script that printed nothing', async () => {
  await expect(readFacts(answering('', 'sh: killed\n'))).rejects.toMatchObject({
    name: 'PlaceCannot',
    obstacles: [{ what: 'sh', why: 'sh: killed' }],
  });
});

// Else programs that it did not look for would seem to be missing.
it.each([
  'sh: 1: Cannot fork',
  "sh: can't fork: Resource temporarily unavailable",
  'sh: fork: retry: Resource temporarily unavailable',
])('nothing is concluded from a script that could not fork: %s', async (stderr) => {
  const error = await readFacts(answering(head.join('\n'), `${stderr}\n`)).catch((thrown: unknown) => thrown);
  expect(environmentFault(error)).toMatchObject({
    text: 'cannot start the programs that examine local: no more processes can be started',
    exit: 3,
  });
});

describe('facts read from what the script prints', () => {
  it.each([
    ['a loaded module', ['loaded vxlan'], 'vxlan', 'yes'],
    ['a built-in one', ['is modules /lib/modules/6.1.0', 'builtin vxlan'], 'vxlan', 'yes'],
    ['a module file', ['is modules /lib/modules/6.1.0', 'file vxlan'], 'vxlan', 'module'],
    ['neither, where module files can be read', ['is modules /lib/modules/6.1.0'], 'vxlan', 'no'],
    ['a configuration with it', ['config NET y', 'config VXLAN y'], 'vxlan', 'yes'],
    ['a configuration without it', ['config NET y'], 'vxlan', 'no'],
    [
      'a configuration with a module that no file shows',
      ['config NET y', 'config VXLAN m'],
      'vxlan',
      'unknown',
    ],
    ['nothing at all', [], 'vxlan', 'unknown'],
    ['one of two modules that will do', ['loaded ip_tables'], 'netfilter', 'yes'],
    ['a module of another name', ['loaded 8021q'], 'vlan', 'yes'],
  ])('%s', (_, lines, name, presence) => {
    expect(said(...lines).kernel[name]).toBe(presence);
  });

  it('knows the version in every program’s own words', () => {
    const { versions } = said(
      'version ip ip utility, iproute2-6.1.0, libbpf 1.1.2',
      'version iptables iptables v1.8.9 (nf_tables)',
      'version ping ping from iputils 20221126',
      'version tcpdump tcpdump version 4.99.3',
    );
    expect(versions).toEqual({
      ip: '6.1.0',
      iptables: '1.8.9 (nf_tables)',
      ping: '20221126',
      tcpdump: '4.99.3',
    });
  });

  it.each([
    ['user 0 with every capability', 0, '000001ffffffffff', true],
    ['user 0 of a container', 0, '00000000a80425fb', false],
    ['somebody else', 1000, '0000000000000000', false],
    ['somebody in a user namespace of their own', 1000, '000001ffffffffff', true],
  ])('may make namespaces: %s', (_, user, capabilities, root) => {
    expect(parseFacts(`is user ${user}\nis capabilities ${capabilities}`, 'local').root).toBe(root);
  });

  it('needs mounts of its own', () => {
    const facts = said('is users some', 'is mounts foreign');
    expect(facts.root).toBe(false);
    expect(privilege(facts)).toMatchObject([
      { what: 'mounts', todo: expect.stringContaining('--on rootless') },
    ]);
    expect(privilege(said('is users some'))).toEqual([]);
  });

  it.each([
    ['on the host', 'loaded tun', 'yes', false],
    ['in a user namespace', 'is users some\nloaded tun', 'no', true],
    ['in a user namespace that may open the device', 'is users some\nis tun yes\nloaded tun', 'yes', true],
  ])('/dev/net/tun %s', (_, said, tun, confined) => {
    expect(parseFacts(`is modules /lib/modules/6\n${said}`, 'rootless')).toMatchObject({
      confined,
      kernel: { tun },
    });
  });
});

it.each([
  ['on the host', 'is filesystems read\nfilesystem bpf\nfilesystem cgroup2', 'yes'],
  ['in a user namespace', 'is users some\nis filesystems read\nfilesystem bpf\nfilesystem cgroup2', 'no'],
  ['in a kernel without it', 'is filesystems read', 'no'],
  ['where nothing can be read', '', 'unknown'],
])('BPF and cgroup2 %s', (_, lines, presence) => {
  const facts = said(...lines.split('\n'));
  expect([facts.kernel.bpf, facts.kernel.cgroup2]).toEqual([presence, presence]);
  const todo = missing({ tools: [], kernel: ['bpf'] }, facts)
    .filter(({ kind }) => kind === 'kernel')
    .map((one) => one.todo);
  expect(todo).toEqual(
    presence !== 'no'
      ? []
      : [facts.confined ? expect.stringMatching(/no user namespace: sudo/) : expect.any(String)],
  );
});

describe('what is tried', () => {
  const outcome = (stdout: string): Outcome => ({ exit: 0, stdout, stderr: '', timedOut: false });
  const asked = async (read: string, tried: string) => {
    const scripts: string[] = [];
    const script = async (text: string) => outcome(scripts.push(text) === 1 ? read : tried);
    const found = await readFacts({ name: 'local', script } as unknown as Place, { attempts: true });
    return { found, tried: scripts[1] ?? '' };
  };

  it('is only what reading left open, and never what changes the host', async () => {
    const { tried } = await asked([...head, 'loaded vxlan'].join('\n'), '');
    expect(tried).toContain('type wireguard');
    expect(tried).not.toContain('type vxlan');
    expect(tried).not.toMatch(/type (ipip|gre|sit|dummy)|br_netfilter/);
  });

  it('is nothing without the right to', async () => {
    const { tried } = await asked('is system Linux\nis user 1000', '');
    expect(tried).toBe('');
  });

  it.each([
    ['', 'yes'],
    ['RTNETLINK answers: Invalid argument', 'yes'],
    ['Error: Unknown device type.', 'no'],
    ['RTNETLINK answers: Operation not supported', 'no'],
    ['RTNETLINK answers: Operation not permitted', 'unknown'],
  ])('%j means %s', async (answer, presence) => {
    const { found } = await asked(head.join('\n'), `tried macvlan ${answer}`);
    expect(found.kernel.macvlan).toBe(presence);
  });
});

describe('what a plan misses', () => {
  const base = ['ip', 'bridge', 'nsenter', 'unshare', 'flock', 'setsid'].map(
    (name) => `tool ${name} /bin/${name}`,
  );
  const whats = (here: MachineFacts, tools: string[], kernel: string[], modules = false) =>
    missing({ tools, kernel }, here, { modules }).map(({ what }) => what);

  it('is nothing where everything is there or loads by itself', () => {
    const here = said(...base, 'tool ping /bin/ping', 'is modules x', 'file vxlan', 'loaded veth');
    expect(whats(here, ['ping'], ['vxlan', 'veth'])).toEqual([]);
  });

  it('is a program, with the package that brings it', () => {
    expect(missing({ tools: ['conntrack'], kernel: [] }, said(...base))).toMatchObject([
      { what: 'conntrack', todo: 'apt-get install conntrack' },
    ]);
  });

  it('is a program that comes with another', () => {
    expect(missing({ tools: ['ip6tables-save'], kernel: [] }, said(...base))).toMatchObject([
      { what: 'ip6tables-save', why: 'IPv6 rules', todo: 'apt-get install iptables' },
    ]);
  });

  it('is what every lab needs, named or not', () => {
    expect(whats(said(...base.slice(1)), [], [])).toEqual(['ip']);
  });

  it('is a module that changes the host, unless that is allowed', () => {
    const here = said(...base, 'is modules x', 'file ipip');
    expect(missing({ tools: [], kernel: ['ipip'] }, here)[0]?.todo).toMatch(/--load-modules.*tunl0/);
    expect(whats(here, [], ['ipip'], true)).toEqual([]);
    expect(whats(said(...base, 'loaded ipip'), [], ['ipip'])).toEqual([]);
  });

  it('is a module that only the user loads', () => {
    const here = said(...base, 'is modules x', 'file br_netfilter');
    const [found] = missing({ tools: [], kernel: ['br_netfilter'] }, here, { modules: true });
    expect(found?.todo).toMatch(/^run modprobe br_netfilter; then .*bridges/);
    expect(whats(said(...base, 'loaded br_netfilter'), [], ['br_netfilter'])).toEqual([]);
  });

  it('is one thing on a system without namespaces', () => {
    expect(whats(parseFacts('is system Darwin', 'local'), ['ping'], ['veth'])).toEqual(['Linux']);
  });

  it('is not what nobody knows: building tells', () => {
    expect(whats(said(...base), ['ip'], ['vxlan', 'a-new-feature'])).toEqual([]);
  });
});
