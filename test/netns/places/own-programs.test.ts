/**
 * netlab's own Python programs are run by a fork of an agent. Whatever they can tell must be as if Python had been started for them:
 * each is run both ways (`-IS` is a fork, `-I -S` is not) and compared.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { python } from '../../../src/programs/run-python.ts';
import { startAgent, until } from './started-agent.ts';

const node = { name: 'red', namespace: 'forks.red' };
const shared = startAgent();
const started = (program: string, ...words: string[]) => ['python3', '-I', '-S', '-c', program, ...words];

beforeAll(async () => {
  await local.run({ argv: ['ip', 'netns', 'add', node.namespace] });
});

afterAll(async () => {
  await shared.close();
  await local.run({ argv: ['ip', 'netns', 'del', node.namespace] });
});

/** Results of the test program, by its name. */
const programs: Readonly<Record<string, string>> = {
  words: 'import sys\nprint(sys.argv)',
  input: 'import sys\nprint(sys.stdin.read().upper())',
  'what it says on standard error': 'import sys\nprint("ä", file=sys.stderr)',
  'an exit code': 'import sys\nsys.exit(3)',
  'an exit with a sentence': 'import sys\nsys.exit("it is so")',
  'an exit with nothing': 'raise SystemExit',
  'a name that is not there': 'print("before", flush=True)\nnowhere',
  'its own end by a signal': 'import os, signal\nos.kill(os.getpid(), signal.SIGTERM)',
  'its network namespace': 'import os\nprint(os.readlink("/proc/self/ns/net"))',
  'its folder': 'import os\nprint(os.getcwd(), __name__)',
  'its surroundings': 'import os\nprint(os.environ["LC_ALL"], os.environ["PATH"].split(":")[0])',
  'its descriptors': 'import os\nprint([fd for fd in range(64) if os.path.exists(f"/proc/self/fd/{fd}")])',
  'what signals do to it':
    'import signal\nprint([str(signal.getsignal(one)) for one in (2, 15, 1, 17)], signal.pthread_sigmask(0, []))',
  'a group of its own': 'import os\nprint(os.getpgid(0) == os.getpid())',
  'a module that is not there': 'import os, nowhere',
  'what is no Python': 'print(',
  threads:
    'import threading, time\nthreads = [threading.Thread(target=lambda: (time.sleep(0.1), print("t"))) for _ in range(2)]\n[t.start() for t in threads]',
};

it('a word too few is a matter of Python', async () => {
  expect(await shared.run({ argv: ['python3', '-IS', '-c'] })).toMatchObject({ exit: 2 });
  expect((await shared.run({ argv: python('print(1)') })).stdout).toBe('1\n');
});

it('an agent that somebody ended is not missed', async () => {
  const agents = async () => {
    const { stdout } = await local.run({
      argv: ['pgrep', '-P', String(process.pid), '-f', '^python3 -ISuc'],
    });
    return stdout.trim().split('\n').map(Number);
  };
  const others = await agents();
  expect((await local.run({ argv: python('print(1)') })).stdout).toBe('1\n');
  const [own] = (await agents()).filter((pid) => !others.includes(pid));
  process.kill(own!, 'SIGKILL');
  for (const word of ['2', '3'])
    expect(await local.run({ argv: python(`print(${word})`) })).toMatchObject({
      exit: 0,
      stdout: `${word}\n`,
    });
});

describe.each([
  ['local', local],
  ['agent', shared],
])('%s', (_, place) => {
  it('does not start Python for them', async () => {
    const program = 'print(open("/proc/self/cmdline").read().split("\\0")[1])';
    expect((await place.run({ argv: python(program) })).stdout).toBe('-ISuc\n');
    expect((await place.run({ argv: started(program) })).stdout).not.toBe('-ISuc\n');
  });

  it.each(Object.entries(programs))('is as if it did: %s', async (_name, program) => {
    const words = ['one', 'two words'];
    const fork = await place.run({ argv: python(program, ...words), node }, { input: 'grüße' });
    const start = await place.run({ argv: started(program, ...words), node }, { input: 'grüße' });
    const ownFrames =
      /^ {2}File "<string>", line \d+, in (become|code_of|__init__|start|request|listen|main)\n/gm;
    expect({ ...fork, stderr: lastLine(fork.stderr.replace(ownFrames, '')) }).toEqual({
      ...start,
      stderr: lastLine(start.stderr),
    });
  });

  it('tells who cannot enter a namespace that is not there', async () => {
    const outcome = await place.run({ argv: python('print(1)'), node: { name: 'x', namespace: 'forks.x' } });
    expect(outcome).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringContaining('/run/netns/forks.x: No such file'),
    });
  });

  it('enters the mount namespace of a node that has one', async () => {
    const holder = await local.script(
      `nsenter --net=/run/netns/${node.namespace} unshare -m sleep 60 > /dev/null 2>&1 & echo $!`,
    );
    const pid = Number(holder.stdout);
    try {
      await place.write('/run/netlab/forks/pid/red', `${pid}\n`);
      await until(async () =>
        (await local.processes()).some((one) => one.pid === pid && one.argv[0] === 'sleep'),
      );
      const program = 'import os\nprint(os.readlink("/proc/self/ns/mnt"), os.readlink("/proc/self/ns/net"))';
      const mounts = { ...node, mounts: '/run/netlab/forks/pid/red' };
      const fork = await place.run({ argv: python(program), node: mounts });
      expect(fork).toEqual(await place.run({ argv: started(program), node: mounts }));
      expect(fork.stdout).not.toBe((await place.run({ argv: python(program), node })).stdout);
    } finally {
      process.kill(pid, 'SIGKILL');
      await place.remove('/run/netlab/forks');
    }
  });

  it('ends one by time and by signal', async () => {
    const argv = python('import time\nprint("begun", flush=True)\ntime.sleep(77)');
    expect(await place.run({ argv }, { timeout: 300 })).toMatchObject({
      exit: null,
      timedOut: true,
      stdout: 'begun\n',
    });
    const stop = new AbortController();
    const running = place.run({ argv }, { signal: stop.signal });
    await wait(200);
    stop.abort();
    expect(await running).toMatchObject({ exit: null, timedOut: false });
  });

  it('interrupts a stream as Ctrl-C would', async () => {
    const running = place.open({
      argv: python('import time\nprint("begun", flush=True)\ntime.sleep(78)'),
      node,
    });
    for await (const chunk of running.stdout) {
      expect(Buffer.from(chunk).toString()).toBe('begun\n');
      running.interrupt();
    }
    expect(await running.done).toMatchObject({ exit: null });
  });
});

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
