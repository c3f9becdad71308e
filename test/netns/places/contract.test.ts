/** The contract of every place, tested on this host directly and through an agent. */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { named, startAgent, until } from './started-agent.ts';

const node = { name: 'red', namespace: 'contract.red' };
const shared = startAgent();

beforeAll(async () => {
  await local.run({ argv: ['ip', 'netns', 'add', node.namespace] });
});

afterAll(async () => {
  await shared.close();
  await local.run({ argv: ['ip', 'netns', 'del', node.namespace] });
  rmSync('/run/netlab', { recursive: true, force: true });
});

describe.each([
  ['local', local],
  ['agent', shared],
])('%s', (_, place) => {
  it('runs a script and tells both outputs and the exit code', async () => {
    const outcome = await place.script('echo ü; echo bad >&2; exit 3');
    expect(outcome).toEqual({ exit: 3, stdout: 'ü\n', stderr: 'bad\n', timedOut: false });
  });

  it('gives input to a command, and 127 where there is none', async () => {
    expect(await place.run({ argv: ['cat'] }, { input: 'x'.repeat(3e6) })).toMatchObject({
      stdout: 'x'.repeat(3e6),
    });
    expect(await place.run({ argv: ['no-such-program'] })).toMatchObject({
      exit: 127,
      stderr: 'no-such-program: not found\n',
    });
    expect(await place.run({ argv: ['no-such-program'], node, names: true })).toMatchObject({ exit: 127 });
  });

  it('gives a fixed environment to scripts, commands, streams and programs of netlab, in a node too', async () => {
    const known = ['HOME', 'LC_ALL', 'PATH'];
    // A shell and Python add these.
    const added = ['PWD', 'OLDPWD', 'SHLVL', '_', 'LC_CTYPE'];
    const names = (text: string) =>
      [...text.matchAll(/^(\w+)=/gm)]
        .map(([, name]) => name!)
        .filter((name) => !added.includes(name))
        .sort();
    const python = ['python3', '-IS', '-c', 'import os\nfor one in os.environ: print(one + "=")'];
    for (const where of [{}, { node }, { node, names: true }]) {
      expect(names((await place.run({ argv: ['env'], ...where })).stdout)).toEqual(known);
      expect(names((await place.run({ argv: python, ...where })).stdout)).toEqual(known);
      const chunks: Uint8Array[] = [];
      for await (const chunk of place.open({ argv: ['env'], ...where }).stdout) chunks.push(chunk);
      expect(names(Buffer.concat(chunks).toString())).toEqual(known);
    }
    expect(names((await place.script('env')).stdout)).toEqual(known);
  });

  it('runs in a node', async () => {
    const inode = (await place.namespaces()).get(node.namespace);
    const outcome = await place.run({ argv: ['readlink', '/proc/self/ns/net'], node });
    expect(outcome.stdout).toBe(`net:[${inode}]\n`);
    const names = await place.run({ argv: ['ip', 'netns', 'identify'], node, names: true });
    expect(names.stdout).toBe(`${node.namespace}\n`);
  });

  it('says it when the process that holds the mounts of a node has gone', async () => {
    await place.write('/run/netlab/contract/pid/red', '1\n');
    const mounts = { ...node, mounts: '/run/netlab/contract/pid/red' };
    expect(await place.run({ argv: ['true'], node: mounts })).toMatchObject({
      exit: 1,
      stderr: 'red: the process that holds its files has gone (/run/netlab/contract/pid/red)\n',
    });
    await place.remove('/run/netlab/contract');
  });

  it('ends a command with all that it started, by time and by signal', async () => {
    const argv = ['sh', '-c', 'echo begun; sleep 71 & sleep 71'];
    expect(await place.run({ argv }, { timeout: 200 })).toEqual({
      exit: null,
      stdout: 'begun\n',
      stderr: '',
      timedOut: true,
    });
    const stop = new AbortController();
    const running = place.run({ argv }, { signal: stop.signal });
    await until(async () => (await named(place, 'sleep 71')).length === 2);
    stop.abort();
    expect(await running).toMatchObject({ exit: null, timedOut: false });
    await until(async () => (await named(place, 'sleep 71')).length === 0);
    expect(await place.run({ argv }, { signal: stop.signal })).toMatchObject({ exit: null, stdout: '' });
  });

  it('does not wait for what a command leaves in the background', async () => {
    const began = performance.now();
    const outcome = await place.run({ argv: ['sh', '-c', 'sleep 72 & echo done'] });
    expect(outcome).toMatchObject({ exit: 0, stdout: 'done\n' });
    expect(performance.now() - began).toBeLessThan(3000);
    await place.end(await named(place, 'sleep 72'), 100);
    expect(await named(place, 'sleep 72')).toEqual([]);
  });

  it('hands a stream over byte by byte, and lines of its standard error', async () => {
    const bytes =
      'i=0; while [ $i -lt 256 ]; do printf "\\\\$(printf %o $i)"; i=$((i+1)); done; echo one >&2; printf two >&2';
    const stream = place.open({ argv: ['sh', '-c', bytes] });
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream.stdout) chunks.push(chunk);
    const lines: string[] = [];
    for await (const line of stream.stderr) lines.push(line);
    expect([...Buffer.concat(chunks)]).toEqual(Array.from({ length: 256 }, (_unused, i) => i));
    expect(lines).toEqual(['one', 'two']);
    expect(await stream.done).toMatchObject({ exit: 0, stderr: 'one\ntwo' });
  });

  it('holds a stream back that nobody reads, and loses nothing of it', async () => {
    const size = 20e6;
    const stream = place.open({ argv: ['sh', '-c', `head -c ${size} /dev/zero; echo written >&2`] });
    let told = false;
    void (async () => {
      for await (const line of stream.stderr) told ||= line === 'written';
    })();
    await wait(300);
    expect(told).toBe(false);
    // Others are served meanwhile.
    expect(await place.run({ argv: ['echo', 'here'] })).toMatchObject({ stdout: 'here\n' });
    let read = 0;
    for await (const chunk of stream.stdout) read += chunk.length;
    expect(read).toBe(size);
    await stream.done;
  });

  it('interrupts and kills streams', async () => {
    const one = place.open({
      argv: ['sh', '-c', 'trap "echo caught; exit 5" INT; echo on; while :; do sleep 0.02; done'],
    });
    let heard = '';
    for await (const chunk of one.stdout) {
      heard += Buffer.from(chunk).toString();
      if (heard === 'on\n') one.interrupt();
    }
    expect(heard).toBe('on\ncaught\n');
    expect(await one.done).toMatchObject({ exit: 5 });
    const other = place.open({ argv: ['sleep', '73'] });
    other.kill();
    expect(await other.done).toMatchObject({ exit: null });
  });

  it('keeps files for itself, and follows no link', async () => {
    const file = '/run/netlab/contract/deep/file';
    expect(await place.read(file)).toBeUndefined();
    expect(await place.list('/run/netlab/contract')).toEqual([]);
    await place.write(file, 'ü\n');
    await place.write(file, 'new ü\n');
    expect(await place.read(file)).toBe('new ü\n');
    expect(await place.list('/run/netlab/contract/deep')).toEqual(['file']);
    expect((await place.script(`stat -c %a:%n ${file} /run/netlab/contract`)).stdout).toBe(
      `600:${file}\n700:/run/netlab/contract\n`,
    );
    symlinkSync('/etc', '/run/netlab/contract/link');
    for (const path of [
      '/run/netlab/contract/link/passwd',
      '/etc/passwd',
      '/run/netlab/../passwd',
      '/run/netlab/contract/',
    ])
      await expect(place.read(path), path).rejects.toThrow(/netlab/);
    await expect(place.remove('/run/netlab/contract/link/passwd')).rejects.toThrow('is a link');
    await expect(place.remove('/run/netlab')).rejects.toThrow("not in a folder of netlab's own");
    await place.remove('/run/netlab/contract');
    await place.remove('/run/netlab/contract');
    expect(existsSync('/run/netlab/contract')).toBe(false);
    expect(existsSync('/etc/passwd')).toBe(true);
  });

  it('refuses folders that others can write', async () => {
    mkdirSync('/run/netlab/contract', { recursive: true });
    await place.script('chmod 777 /run/netlab/contract');
    await expect(place.write('/run/netlab/contract/x', '')).rejects.toThrow('can be written by other users');
    rmSync('/run/netlab/contract', { recursive: true });
  });

  it('holds a lock, which its scripts inherit as descriptor 3, and gives it back with its file', async () => {
    const answer = await place.lock('contract');
    if (!('lock' in answer)) expect.fail('the lock is free');
    expect(await local.lock('contract')).toMatchObject({ owner: {}, orphans: [] });
    const seen = await place.script('readlink /proc/self/fd/3', { lock: answer.lock });
    expect(seen.stdout).toBe('/run/netlab/contract.lock\n');
    expect((await place.script('readlink /proc/self/fd/3')).stdout).toBe('');
    await answer.lock.release({ remove: true });
    expect(existsSync('/run/netlab/contract.lock')).toBe(false);
  });
});
