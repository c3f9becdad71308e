/** An interrupted `netlab mutate` prints the results so far. */
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { beforeAll, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { bin } from './run-netlab.ts';

beforeAll(() => {
  buildBundle();
});

it('tells what it has found, and where it was, when it is interrupted', async () => {
  const words = ['mutate', 'router', '--only', 'drop *', '--jobs', '1', '--json'];
  const child = execa(process.execPath, [bin, ...words], { env: { NETLAB_ON: 'local' }, reject: false });
  // The second mutant is built after the first result is printed.
  const built = new Set<number>();
  while (built.size < 2 && child.exitCode === null) {
    const inode = (await local.namespaces()).get('router-mutant-1.router');
    if (inode) built.add(inode);
    await wait(20);
  }
  child.kill('SIGINT');
  const { exitCode, stdout, stderr } = await child;
  expect(exitCode).toBe(130);
  const { caught, survived, refused, left } = JSON.parse(stdout);
  expect(caught.length + survived.length + refused.length).toBeGreaterThan(0);
  expect(left).toBeGreaterThan(10);
  expect(stderr).toMatch(/^it ended at: drop /m);
  expect([...(await local.namespaces()).keys()]).toEqual([]);
}, 60_000);
