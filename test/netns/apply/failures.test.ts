import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { ApplyFailure } from '../../../src/apply/faults.ts';
import type { Check } from '../../../src/model/lab.ts';
import type { Step } from '../../../src/model/plan.ts';
import type { CheckResult } from '../../../src/model/report.ts';
import { local } from '../../../src/places/local.ts';
import { leftovers, network, nothing } from './look.ts';
import { plan, rule, rules, run, start, sysctl, twoNodes, write } from './plans.ts';

const lab = 'broken';
const file = '/tmp/lab.yaml';
let before: ReturnType<typeof network>;

beforeEach(() => {
  before = network();
});

afterEach(async () => {
  expect(await leftovers()).toEqual(nothing);
  expect(network()).toEqual(before);
});

async function failure(...steps: readonly Step[]): Promise<ApplyFailure> {
  const error = await apply(twoNodes(lab, steps), local, { file }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApplyFailure))
    throw new Error('it failed otherwise, or not at all', { cause: error });
  expect(error.rollback.problems).toEqual([]);
  expect(error.message).toContain('rolled back: nothing is left');
  return error;
}

const route = (argv: string, level = 0) => run('routes', 'red', argv, level);

/** What the last step of a lab is, what its command is printed as, and what is said about it. */
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

it('names the member that a set has already, of which `ipset restore` says the line', async () => {
  const member = { ...run('sets', 'red', 'ipset add s 192.0.2.9', 2), id: 'red/ipset/s/again' };
  const { failed } = await failure(
    run('sets', 'red', 'ipset create s hash:ip'),
    run('sets', 'red', 'ipset add s 192.0.2.9', 1),
    member,
    run('sets', 'red', 'ipset add s 192.0.2.10', 3),
  );
  expect(failed.step).toEqual(member);
  expect(failed.stderr.trim()).toMatch(
    /^ipset v[0-9.]+: Element cannot be added to the set: it's already added$/,
  );
});

describe('names the rule', () => {
  it.each([
    ['that does not parse', 'filter -A INPUT -p tcp --dport nonsense -j ACCEPT', /nonsense/],
    ['with an option that there is not', 'filter -A INPUT --no-such-option', /no-such-option/],
    ['with a target that there is not', 'filter -A INPUT -j NOSUCH', /NOSUCH/],
    [
      'in a chain that there is not',
      'nat -A NOSUCH -j ACCEPT',
      /No chain|does a matching|NOSUCH|No such file/,
    ],
    ['that only the commit refuses', 'filter -A INPUT -p tcp -j DNAT --to-destination 192.0.2.9', /./],
  ])('%s', async (_, line, stderr) => {
    const step = rules('red', [
      'nat -A POSTROUTING -j MASQUERADE',
      'filter -N FINE',
      line,
      'filter -A FINE -j ACCEPT',
    ]);
    const { failed } = await failure(step);
    expect(failed.step).toEqual(step);
    expect(failed.rule).toEqual(rule(line));
    expect(failed.stderr).toMatch(stderr);
    expect(failed.command).toBe(
      `ip netns exec ${lab}.red iptables -w 5 -t ${line.split(' ')[0]} ${line.split(' ').slice(1).join(' ')}`,
    );
  });
});

describe('checks that a process is ready by', () => {
  const check = { id: 'ping/red/blue', probe: 'ping', title: 'red -> blue' } as Check;
  const result = (status: CheckResult['status']) =>
    [{ ...check, status, expected: 'a reply', saw: 'none (3 sent)' }] as unknown as readonly CheckResult[];
  const daemon = (line?: string) =>
    start(lab, 'red', 'daemon', ['sh', '-c', 'echo here; exec sleep 60'], {
      ready: { checks: [check], within: 3, ...(line ? { line } : {}) },
    });
  const later = {
    ...run('processes', 'red', '', 2),
    id: 'red/exec/later',
    argv: ['touch', `/run/netlab/${lab}/later`],
  };

  it('must pass before the next item runs', async () => {
    const asked: unknown[] = [];
    const awaitChecks = async (...args: readonly unknown[]) => {
      asked.push(args.slice(0, 2), await local.list(`/run/netlab/${lab}`));
      return result('fail');
    };
    const steps = twoNodes(lab, [daemon('here'), later]);
    await expect(apply(steps, local, { file, awaitChecks })).rejects.toMatchObject({
      failed: {
        step: daemon('here'),
        stderr: expect.stringMatching(/red -> blue: expected a reply, saw none.*\nhere$/),
      },
    });
    expect(asked).toEqual([[[check], 3], expect.not.arrayContaining(['later'])]);
  });

  it('are asked of every node at the same time, because what they wait for may be another node', async () => {
    let waiting = 0;
    const both: (() => void)[] = [];
    const awaitChecks = async () => {
      waiting += 1;
      if (waiting < 2) await new Promise<void>((resolve) => both.push(resolve));
      for (const go of both) go();
      return result('error');
    };
    const other = start(lab, 'blue', 'daemon', ['sleep', '60'], { ready: { checks: [check], within: 3 } });
    await expect(apply(twoNodes(lab, [daemon(), other]), local, { file, awaitChecks })).rejects.toThrow(
      ApplyFailure,
    );
    expect(waiting).toBe(2);
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
