/** The message of a failed step, for each kind of step. */
import { describe, expect, it } from 'vitest';
import { apply } from '../../../../src/apply/apply.ts';
import type { Step } from '../../../../src/model/plan.ts';
import { local } from '../../../../src/places/local.ts';
import { plan, run, start, sysctl, write } from '../plans.ts';
import { failure, file, lab, leavesNothing } from './failing.ts';

leavesNothing();

const route = (argv: string, level = 0) => run('routes', 'red', argv, level);

/** The last step of a lab, its printed command, and the error. */
const kinds: readonly [string, Step, string, RegExp][] = [
  [
    'what the kernel refuses',
    route('ip route add 203.0.113.0/24 via 10.9.9.9', 1),
    `ip -n ${lab}.red route add 203.0.113.0/24 via 10.9.9.9`,
    /^(RTNETLINK answers|Error): .*(unreachable|invalid gateway)/i,
  ],
  [
    'what the kernel refuses of the other family',
    route('ip -6 route add 2001:db8:1::/64 via 2001:db8:2::1', 1),
    `ip -n ${lab}.red -6 route add 2001:db8:1::/64 via 2001:db8:2::1`,
    /No route to host|unreachable|invalid/i,
  ],
  [
    'an address that ip cannot read, where it names no line',
    run('addresses', 'red', 'ip addr add 300.0.0.1/24 dev eth0'),
    `ip -n ${lab}.red addr add 300.0.0.1/24 dev eth0`,
    /^Error: any valid prefix is expected rather than "300.0.0.1\/24"/,
  ],
  [
    'a word that ip does not know',
    route('ip route add 203.0.113.0/24 dev eth0 nonsense'),
    `ip -n ${lab}.red route add 203.0.113.0/24 dev eth0 nonsense`,
    /^Error: either "to" is duplicate, or "nonsense" is a garbage/,
  ],
  [
    'an object that ip does not know',
    route('ip roote add 203.0.113.0/24 dev eth0'),
    `ip -n ${lab}.red roote add 203.0.113.0/24 dev eth0`,
    /^Object "roote" is unknown/,
  ],
  [
    'a device that is not there',
    route('ip route add 203.0.113.0/24 dev nosuch0'),
    `ip -n ${lab}.red route add 203.0.113.0/24 dev nosuch0`,
    /^Cannot find device "nosuch0"/,
  ],
  [
    'a master that is not there',
    run('ports', 'red', 'ip link set eth0 master nosuch0'),
    `ip -n ${lab}.red link set eth0 master nosuch0`,
    /nosuch0/,
  ],
  [
    'a namespace that is not there',
    run('links', 'red', 'ip link add x type veth peer name y netns nosuch'),
    `ip -n ${lab}.red link add x type veth peer name y netns nosuch`,
    /Invalid "netns" value/,
  ],
  [
    'a member of a set that is not there',
    run('sets', 'red', 'ipset add nosuch 192.0.2.9'),
    `ip netns exec ${lab}.red ipset add nosuch 192.0.2.9`,
    /set with the given name does not exist/,
  ],
  [
    'a bridge command',
    run('neighbors', 'sw', 'bridge fdb add 02:00:00:00:00:01 dev nosuch0 master static'),
    `bridge -n ${lab}.sw fdb add 02:00:00:00:00:01 dev nosuch0 master static`,
    /Cannot find device "nosuch0"/,
  ],
  [
    'a setting that is not there',
    sysctl('red', 'net.ipv4.no_such_thing', '1'),
    `ip netns exec ${lab}.red sysctl -w net.ipv4.no_such_thing=1`,
    /no_such_thing/,
  ],
  [
    'a value that a setting does not take',
    sysctl('red', 'net.ipv4.ip_default_ttl', '999'),
    `ip netns exec ${lab}.red sysctl -w net.ipv4.ip_default_ttl=999`,
    /Invalid argument/,
  ],
  [
    'a file that cannot be written',
    write(lab, 'red', `/run/netlab/${lab}/log`, 'a folder is there'),
    `write /run/netlab/${lab}/log`,
    /[Ii]s a directory/,
  ],
  [
    'a tool that is not there',
    run('devices', 'red', 'no-such-tool --now'),
    `ip netns exec ${lab}.red no-such-tool --now`,
    /not found/,
  ],
  [
    'a command that ends with an error',
    {
      ...run('processes', 'red', ''),
      id: 'red/exec/sh',
      argv: ['sh', '-c', 'echo it is so; exit 3'],
    },
    `ip netns exec ${lab}.red sh -c 'echo it is so; exit 3'`,
    /^it is so$/,
  ],
  [
    'a command that does not end',
    {
      ...run('processes', 'red', ''),
      id: 'red/exec/sh',
      argv: ['sh', '-c', 'echo wait; sleep 60'],
      within: 0.3,
    },
    `ip netns exec ${lab}.red sh -c 'echo wait; sleep 60'`,
    /^netlab: it was killed; its deadline was 0.3 s\nwait$/,
  ],
  [
    'a program that is not there',
    start(lab, 'red', 'daemon', ['no-such-daemon']),
    `ip netns exec ${lab}.red no-such-daemon`,
    /exec of "no-such-daemon" failed: No such file or directory/,
  ],
  [
    'a process that dies before it is ready',
    start(lab, 'red', 'daemon', ['sh', '-c', 'echo cannot bind; exit 4'], {
      ready: { line: 'ready', within: 5 },
    }),
    `ip netns exec ${lab}.red sh -c 'echo cannot bind; exit 4'`,
    /^netlab: it ended before a line of its log began with "ready", with exit code 4\ncannot bind$/,
  ],
  [
    'a process that does not get ready',
    start(lab, 'red', 'daemon', ['sh', '-c', 'echo wait; sleep 60'], {
      ready: { line: 'ready', within: 0.3 },
    }),
    `ip netns exec ${lab}.red sh -c 'echo wait; sleep 60'`,
    /^netlab: 0.3 s passed before a line of its log began with "ready"\nwait$/,
  ],
];

describe('names the step, tells what was said, and leaves nothing', () => {
  it.each(kinds)('after %s', async (_, step, command, stderr) => {
    const { failed } = await failure(step);
    expect(failed.step).toEqual(step);
    expect(failed.command).toBe(command);
    expect(failed.stderr.trim()).toMatch(stderr);
  });

  it('within a fraction of the deadline when a process dies early', async () => {
    const began = performance.now();
    await failure(start(lab, 'red', 'daemon', ['false'], { ready: { line: 'ready', within: 30 } }));
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

it('waits for no pipe that a daemon in the background keeps open', async () => {
  const began = performance.now();
  const daemon = {
    ...run('processes', 'red', '', 1),
    id: 'red/exec/daemon',
    argv: ['sh', '-c', 'sleep 60 & echo started'],
  };
  await failure(daemon, run('processes', 'red', 'false', 2));
  expect(performance.now() - began).toBeLessThan(5000);
});

it('refuses what no script can hold before it touches anything', async () => {
  const step = { ...write(lab, null, 'x', 'a\0b') };
  await expect(apply(plan(lab, [], [step]), local, { file })).rejects.toThrow('NUL');
});
