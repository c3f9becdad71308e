/** An interrupted `netlab mutate` prints the results so far. */
import { execFileSync, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.js']);
});

it('tells what it has found, and where it was, when it is interrupted', async () => {
  const words = ['mutate', 'router', '--only', 'drop *', '--jobs', '1', '--json'];
  const child = spawn(process.execPath, [resolve('bin/netlab.js'), ...words], {
    env: { ...process.env, NETLAB_ON: 'local' },
  });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const ended = new Promise((done) => child.on('close', done));
  // The second mutant is built after the first result is printed.
  const built = new Set<number>();
  while (built.size < 2 && child.exitCode === null) {
    const inode = (await local.namespaces()).get('router-mutant-1.router');
    if (inode) built.add(inode);
    await wait(20);
  }
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  const { caught, survived, refused, left } = JSON.parse(await stdout);
  expect(caught.length + survived.length + refused.length).toBeGreaterThan(0);
  expect(left).toBeGreaterThan(10);
  expect(await stderr).toMatch(/^it ended at: drop /m);
  expect([...(await local.namespaces()).keys()]).toEqual([]);
}, 60_000);
