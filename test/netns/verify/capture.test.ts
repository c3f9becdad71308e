/** A capture that cannot be trusted is an error, with the reason. */
import { once } from 'node:events';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { hide } from '../../../src/base/opaque.ts';
import { comparable, differences } from '../../../src/drift/comparable.ts';
import { readState } from '../../../src/drift/read-state.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import type { Question } from '../../../src/model/opaque.ts';
import type { Command, Place } from '../../../src/model/place.ts';
import { local } from '../../../src/places/local.ts';
import { bench, told } from './bench.ts';

const lab = bench(
  'vpair',
  `lab: vpair
about: A router and two hosts.
nodes:
  red: { routes: [{ to: default, via: router }] }
  blue: { routes: [{ to: default, via: router }] }
  router: { sysctls: { net.ipv4.ip_forward: 1 } }
links:
  - { endpoints: [red:eth0, router:eth0], ipv4: [192.0.2.2/25, 192.0.2.1/25] }
  - { endpoints: [blue:eth0, router:eth1], ipv4: [192.0.2.130/25, 192.0.2.129/25] }`,
);

/** A tun device has a carrier only while a process holds it. Returns what ends the process. */
async function holdTun(namespace: string, name: string): Promise<() => void> {
  const program = `import fcntl, os, struct, time
tun = os.open('/dev/net/tun', os.O_RDWR)
fcntl.ioctl(tun, 0x400454ca, struct.pack('16sH22x', b'${name}', 0x1001))
os.system('ip link set ${name} up')
print('up', flush=True)
time.sleep(60)`;
  const child = execa('nsenter', [`--net=/run/netns/${namespace}`, 'python3', '-c', program], {
    reject: false,
  });
  await once(child.stdout, 'data');
  return () => void child.kill();
}

/** The same place, with another tcpdump. */
const withTcpdump = (change: (argv: readonly string[]) => readonly string[]): Place => ({
  ...local,
  open: (command: Command) =>
    local.open({ ...command, argv: command.argv[0] === 'tcpdump' ? change(command.argv) : command.argv }),
});

const seen =
  '  - capture: { at: router:eth1, filter: icmp, while: { ping: { from: red, to: blue } }, expect: { any: [{ icmp: echo-request }] } }';
const none =
  '  - capture: { at: router:eth1, filter: udp, while: { ping: { from: red, to: blue } }, expect: none }';

describe('a capture that cannot be trusted is an error', () => {
  it('when tcpdump is not installed', async () => {
    const place = withTcpdump((argv) => ['no-such-tcpdump', ...argv.slice(1)]);
    expect((await lab.check(`${seen}\n${none}`, place)).map(told)).toEqual([
      'error: the probe could not run: tcpdump is not installed',
      'error: the probe could not run: tcpdump is not installed',
    ]);
  });

  it('when the filter is none', async () => {
    const [result] = await lab.check(none.replace('filter: udp', 'filter: udpp'));
    expect(told(result!)).toMatch(
      /^error: the probe could not run: tcpdump exited with 1: tcpdump: .*syntax error/,
    );
  });

  it('when it lost packets', async () => {
    const place = withTcpdump((argv) => ['tcpdump', '-B', '4', ...argv.slice(1)]);
    const [result] = await lab.check(
      '  - capture: { at: router:eth1, while: { command: { at: red, run: ping -q -f -c 3000 -s 1400 192.0.2.130 } }, expect: { none: [{ udp: {} }] } }',
      place,
    );
    expect(told(result!)).toMatch(/^error: the probe could not run: tcpdump lost \d+ packets/);
  });

  it('when its fence is not seen', async () => {
    const place = withTcpdump((argv) => [...argv.slice(0, -1), 'udp']);
    const [result] = await lab.check(none, place);
    expect(told(result!)).toMatch(/^error: .*the fence sent out of router:eth1 was not captured there/);
  });

  it('when it hangs', async () => {
    const place: Place = { ...local, run: () => new Promise(() => {}) };
    const [result] = await lab.check('  - ping: { from: red, to: blue }', place, 300);
    expect(told(result!)).toBe('error: the probe could not run: it did not end within 0.3 s');
  });
});

describe('a capture of none', () => {
  it('passes where nothing like it is', async () => {
    expect((await lab.check(`${seen}\n${none}`)).map(told)).toEqual(['pass', 'pass']);
  });

  it('fails when the packet is there, even without a mark of the stimulus', async () => {
    const place = local;
    const [result] = await lab.check(
      `  - capture: { at: router:eth1, filter: udp, while: { command: { at: red, run: [python3, -c, "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.130', 9))"] } }, expect: none, within: 2 }`,
      place,
    );
    expect(told(result!)).toMatch(/^fail: 1 x 192\.0\.2\.2:\d+ > 192\.0\.2\.130:9 UDP/);
  });

  it.each(['br9', 'p9', 'tun9', 'vx9', 'lo'])(
    'is believed on %s, which has no address or is no Ethernet',
    async (dev) => {
      lab.type(
        'router',
        'ip link add br9 up type bridge && ip link add p9 up master br9 type veth peer name q9 && ip link set q9 up',
      );
      lab.type('router', 'ip link add vx9 up type vxlan id 9 dstport 4789');
      const release = await holdTun('vpair.router', 'tun9');
      try {
        const { plan, lab: found } = lab.compiled(none);
        const check = found.checks[0]!;
        const spec = hide<Question>({ ...check.spec, at: [{ node: 'router', dev }] });
        const signal = new AbortController().signal;
        const { checks } = await runChecks(plan, [{ ...check, spec }], local, { signal });
        expect(checks.map(told)).toEqual(['pass']);
      } finally {
        release();
        lab.type('router', 'ip link del br9; ip link del p9; ip link del vx9');
      }
    },
  );
});

describe('side by side', () => {
  it('captures do not take packets of another stimulus', async () => {
    const one = (n: number) =>
      `  - capture: { at: router:eth1, filter: icmp, while: { ping: { from: red, to: blue, count: ${n}, interval: 0.02 } }, expect: { any: [{ icmp: echo-request }], count: ${n} } }`;
    const results = await lab.check([1, 2, 3, 4, 5, 6, 7, 8].map(one).join('\n'));
    expect(results.map(told)).toEqual(results.map(() => 'pass'));
  });

  it('an abort ends everything and rejects', async () => {
    const { plan, lab: found } = lab.compiled('  - ping: { from: red, to: 192.0.2.99, within: 60 }');
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 300);
    await expect(runChecks(plan, found.checks, local, { signal: stop.signal })).rejects.toThrow('enough');
    const own = [...(await local.namespaces()).values()];
    const left = (await local.processes()).filter(({ namespace }) => own.includes(namespace));
    expect(left).toEqual([]);
  });
});

describe('the state', () => {
  it('is the same twice, and says what changed', async () => {
    const { plan } = lab.compiled('  []');
    const before = comparable(await readState(plan, local), plan);
    expect(differences(before, comparable(await readState(plan, local), plan))).toEqual([]);
    lab.type('red', 'ip route add 198.51.100.0/24 via 192.0.2.1');
    const after = comparable(await readState(plan, local), plan);
    expect(differences(before, after)).toEqual([
      expect.stringMatching(/^\+ red routes4 .*198\.51\.100\.0\/24/),
    ]);
    lab.type('red', 'ip route del 198.51.100.0/24');
  });
});
