/** Workers enter many nodes, a hundred at a time with a /proc of their own. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { batch } from '../../../src/apply/batch.ts';
import { down } from '../../../src/apply/down.ts';
import { ApplyFailure } from '../../../src/apply/faults.ts';
import { readState } from '../../../src/drift/read-state.ts';
import type { Step } from '../../../src/model/plan.ts';
import { local } from '../../../src/places/local.ts';
import { node, plan, run, sysctl } from './plans.ts';

const lab = 'crowd';
const file = '/tmp/lab.yaml';
const names = Array.from({ length: 250 }, (_, i) => `n${i}`);
const key = 'net.ipv4.conf.all.rp_filter';
const crowd = (more: readonly Step[] = []) =>
  plan(
    lab,
    names.map((name) => node(lab, name)),
    [
      ...names.map((name, i) => sysctl(name, key, `${i % 3}`)),
      ...names.map((name) => run('addresses', name, 'ip addr add 192.0.2.1/32 dev lo')),
      ...more,
    ],
  );

test('each has its own settings, and this /proc is as before', async () => {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').match(/ \/proc /g);
  await apply(crowd(), local, { file });
  const state = await readState(crowd(), local);
  expect(names.map((name) => state.get(name)?.sysctls[key])).toEqual(names.map((_, i) => `${i % 3}`));
  expect(names.map((name) => state.get(name)?.addresses[0]?.addr_info?.[0]?.local)).toEqual(
    names.map(() => '192.0.2.1'),
  );
  await down(lab, local);
  expect(readFileSync('/proc/self/mounts', 'utf8').match(/ \/proc /g)).toEqual(mounts);
});

test('a failure is assigned to its step', async () => {
  const broken = sysctl('n133', 'net.ipv4.conf.nothing.rp_filter', '1');
  const error: unknown = await apply(crowd([broken]), local, { file }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApplyFailure);
  expect((error as ApplyFailure).failed.step?.id).toBe(broken.id);
});

test('at most a hundred nodes share a /proc', () => {
  const scripts = batch(crowd())
    .filter(({ name }) => name === 'nodes')
    .flatMap(({ rounds }) => rounds.flatMap(({ lanes }) => lanes.flat().map(({ script }) => script)));
  const entered = scripts.flatMap((text) =>
    text.split('mount -t proc').map((some) => some.split('nsenter --net').length - 1),
  );
  expect(entered.reduce((a, b) => a + b)).toBe(names.length);
  expect(Math.max(...entered)).toBeLessThanOrEqual(100);
});
