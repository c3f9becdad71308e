/** Limits of ordinary users. The user namespace keeps the limit of processes of its first shell, so a lab must stay removable. */
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asUser,
  begin,
  ended,
  environment,
  host,
  install,
  netlab,
  nothingLeft,
  type Said,
  user,
  whyNoUsers,
} from './installed.ts';

const why = whyNoUsers();

describe.skipIf(why !== undefined)(`limits${why ? ` (skipped: ${why})` : ''}`, () => {
  const one = user(23471);
  const before = host();
  beforeAll(install);
  afterAll(() => netlab(one, 'down', '--all'));

  const limited = (limit: string, ...words: readonly string[]): Promise<Said> =>
    ended(
      begin([...asUser(one), 'bash', '-c', `ulimit ${limit}; exec "$@"`, 'bash'], words, environment(one)),
    );
  const plain = /^ {4}at |Traceback|Errno|TypeError|no known step/m;

  // Where it fails depends on the threads of Node: from the first process to the last command of the lab.
  it.each([8, 11, 12, 13])('%i processes', async (processes) => {
    const { exit, stderr } = await limited(`-u ${processes}`, 'up', 'router', '--quiet');
    expect([0, 3], stderr).toContain(exit);
    expect(stderr).not.toMatch(plain);
    const down = await limited(`-u ${processes}`, 'down', 'router');
    expect([0, 3], down.stderr).toContain(down.exit);
    expect(`${down.stdout}${down.stderr}`).not.toMatch(plain);
    expect(await netlab(one, 'down', 'router')).toMatchObject({ exit: 0, stderr: '' });
    await nothingLeft(one);
    expect(host()).toEqual(before);
  });

  it.each([22, 26])('%i open files', async (files) => {
    const { exit, stderr } = await limited(`-n ${files}`, 'up', 'veth-pair', '--quiet');
    expect(exit).toBe(3);
    expect(stderr).toContain('too many files are open');
    expect(stderr).not.toMatch(plain);
    await nothingLeft(one);
  });

  it('names the process to kill if the place allows none further, and works again afterwards', async () => {
    expect(await limited('-u 60', 'up', 'veth-pair', '--quiet')).toMatchObject({ exit: 0, stderr: '' });
    const [program = '', ...words] = asUser(one);
    const many = 'for i in $(seq 70); do sleep 1000 & done; echo begun; wait';
    const others = execa(program, [...words, 'sh', '-c', many], {
      ...{ detached: true, stdio: ['ignore', 'pipe', 'inherit'], reject: false },
    });
    try {
      await once(others.stdout, 'data');
      const { exit, stderr } = await netlab(one, 'down', 'veth-pair');
      expect(exit).toBe(3);
      expect(stderr).toMatch(/no more can be started: .*ulimit -u/);
      expect(stderr).toMatch(/kill \d+/);
      expect(stderr).not.toMatch(plain);
    } finally {
      process.kill(-others.pid!, 'SIGKILL');
    }
    await others;
    expect(await netlab(one, 'down', 'veth-pair')).toMatchObject({ exit: 0, stderr: '' });
    await nothingLeft(one);
  });

  it('a runtime folder that is full', async () => {
    const full = '/run/full-23471';
    mkdirSync(full);
    const mount = ['-t', 'tmpfs', '-o', `size=4k,nr_inodes=3,uid=${one.uid},mode=700`, 'tmpfs', full];
    await execa('mount', mount);
    try {
      writeFileSync(`${full}/all`, 'x'.repeat(4096));
      const env = { ...environment(one), XDG_RUNTIME_DIR: full };
      const { exit, stderr } = await ended(begin(asUser(one), ['up', 'router'], env));
      expect(exit).toBe(3);
      expect(stderr).toContain('no space is left on the device');
      expect(stderr).not.toMatch(plain);
    } finally {
      await execa('umount', [full]);
      rmSync(full, { recursive: true });
    }
  });
});
