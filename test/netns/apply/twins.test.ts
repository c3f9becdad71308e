/** `down`, `diff` and `mutate` of a lab remove only labs that were built for it. */
import { afterEach, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { holdTwins } from '../../../src/apply/hold.ts';
import { downTwins, withTwins } from '../../../src/apply/twins.ts';
import { local } from '../../../src/places/local.ts';
import { leftovers, nothing } from './look.ts';
import { node, plan } from './plans.ts';

const build = (lab: string, of?: string) =>
  apply(plan(lab, [node(lab, 'a')], []), local, {
    file: '/tmp/lab.yaml',
    replace: true,
    ...(of === undefined ? {} : { of }),
  });
const names = async () => [...(await local.namespaces()).keys()].sort();
const sh = async (script: string) => expect(await local.script(script)).toMatchObject({ exit: 0 });

afterEach(async () => {
  for (const lab of ['vxlan-mutant-1', 'vxlan-as-said', 'vxlan-multicast-mutant-1']) await down(lab, local);
  await sh('rm -rf /run/netlab');
  expect(await leftovers()).toEqual(nothing);
});

describe('labs whose names look like mutants of vxlan survive', () => {
  it('a mutant of vxlan-multicast, and the lab of a user', async () => {
    await build('vxlan-multicast-mutant-1', 'vxlan-multicast');
    await build('vxlan-mutant-1');
    await build('vxlan-twin-1', 'vxlan');
    expect(await downTwins('vxlan', local)).toMatchObject({ gone: [{ lab: 'vxlan-twin-1', namespaces: 1 }] });
    await withTwins('vxlan', local, async () => undefined);
    expect(await names()).toEqual(['vxlan-multicast-mutant-1.a', 'vxlan-mutant-1.a']);
  });

  it.each([
    ['cannot be read', 'echo {} >/run/netlab/vxlan-mutant-1/journal.json'],
    ['is gone', 'rm /run/netlab/vxlan-mutant-1/journal.json'],
  ])('a lab whose journal %s', async (_, script) => {
    await build('vxlan-mutant-1');
    await sh(script);
    expect(await downTwins('vxlan', local)).toEqual({ gone: [] });
    expect(await names()).toEqual(['vxlan-mutant-1.a']);
  });

  it('a lab that begins: another netlab holds its lock', async () => {
    const answer = await local.lock('vxlan-mutant-1');
    if (!('lock' in answer)) throw new Error('the lock was free');
    expect(await downTwins('vxlan', local)).toEqual({ gone: [] });
    await answer.lock.release({ remove: true });
  });
});

describe("a user's own lab called vxlan-as-said", () => {
  it('is neither replaced nor removed by diff of vxlan', async () => {
    await build('vxlan-as-said');
    const before = await local.namespaces();
    await expect(build('vxlan-as-said', 'vxlan')).rejects.toMatchObject({
      name: 'NameTaken',
      message: expect.stringContaining('Delete it (netlab down vxlan-as-said), or rename the lab'),
    });
    expect(await down('vxlan-as-said', local, 'vxlan')).toMatchObject({ existed: false, notes: [] });
    expect(await local.namespaces()).toEqual(before);
  });
});

describe('what a killed diff or mutate left goes', () => {
  it('built labs, empty folders and locks alone', async () => {
    await build('vxlan-as-said', 'vxlan');
    await sh('mkdir -m 700 /run/netlab/vxlan-twin-2; touch /run/netlab/vxlan-mutant-2.lock');
    expect(await downTwins('vxlan', local)).toMatchObject({
      gone: [{ lab: 'vxlan-as-said' }, { lab: 'vxlan-twin-2' }],
    });
    expect(await leftovers()).toEqual(nothing);
  });
});

it('a lock that is held names the verbs', async () => {
  const lock = await holdTwins('vxlan', local);
  await build('vxlan-as-said', 'vxlan');
  const { busy } = await downTwins('vxlan', local);
  expect(busy).toMatch(/^netlab diff or netlab mutate of vxlan is running: process \d+ /);
  await lock.release({ remove: true });
});
