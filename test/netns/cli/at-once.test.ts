/** Several netlabs at once, and labs that a killed diff or mutate left. */
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { leftovers, nothing } from '../apply/look.ts';
import { begin, ended, netlab, type Said } from './run-netlab.ts';

beforeAll(() => {
  buildBundle();
});

afterEach(async () => {
  netlab('down', '--all');
  expect(await leftovers()).toEqual(nothing);
});

describe('several at once', () => {
  const codes = (said: readonly Said[]) =>
    said.filter(({ exit, stderr }) => ![0, 2, 3].includes(exit ?? -1) || stderr.includes('internal'));

  it('down, four times beside each other', async () => {
    for (let round = 0; round < 5; round++) {
      expect(netlab('up', 'router', '-q').exit).toBe(0);
      const said = await Promise.all([1, 2, 3, 4].map(() => ended(begin('down', 'router'))));
      expect(codes(said)).toEqual([]);
      expect(said.some(({ stdout }) => stdout.includes('router is down'))).toBe(true);
      expect(await leftovers()).toEqual(nothing);
    }
  });

  it('up beside up and beside down', async () => {
    for (let round = 0; round < 4; round++) {
      const said = await Promise.all(
        ['up', 'up', 'down', 'up', 'down'].map((verb) => ended(begin(verb, 'router'))),
      );
      expect(codes(said)).toEqual([]);
    }
  });

  it('diff twice', async () => {
    expect(netlab('up', 'router', '-q').exit).toBe(0);
    const said = await Promise.all([1, 2].map(() => ended(begin('diff', 'router'))));
    expect(codes(said)).toEqual([]);
    expect(said.map(({ exit }) => exit)).toContain(0);
  });
});

describe('twins that a killed netlab left', () => {
  const there = (like: RegExp) =>
    existsSync('/run/netlab') && readdirSync('/run/netlab').some((name) => like.test(name));

  async function killedOnce(like: RegExp, ...argv: readonly string[]): Promise<void> {
    const child = begin(...argv);
    const end = ended(child);
    for (const until = performance.now() + 300_000; !there(like) && performance.now() < until; )
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await end;
    expect(there(like)).toBe(true);
  }

  it('of diff: status says whose they are, down of the lab takes them along', async () => {
    expect(netlab('up', 'router', '-q').exit).toBe(0);
    await killedOnce(/^router-as-said$/, 'diff', 'router');
    expect(netlab('down', 'router')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('router-as-said'),
    });
    expect(await leftovers()).toEqual(nothing);
  });

  it('of mutate: down of a lab that is not up takes them along', async () => {
    await killedOnce(/^router-twin-1$/, 'mutate', 'router', '--sample', '3');
    expect(netlab('down', 'router')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('router-twin-1'),
    });
    expect(await leftovers()).toEqual(nothing);
  });

  it('are cleared by the next diff', async () => {
    expect(netlab('up', 'router', '-q').exit).toBe(0);
    await killedOnce(/^router-twin-2$/, 'mutate', 'router', '--sample', '3');
    expect(netlab('diff', 'router')).toMatchObject({ exit: 0 });
    expect(readdirSync('/run/netlab').sort()).toEqual(['router', 'router.lock']);
  });
});
