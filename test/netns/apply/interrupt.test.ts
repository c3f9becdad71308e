import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { ApplyFailure, Interrupted, LabBusy, NameTaken } from '../../../src/apply/faults.ts';
import type { Place } from '../../../src/model/place.ts';
import { stages, type WaveName, waveNames } from '../../../src/model/stage.ts';
import { local } from '../../../src/places/local.ts';
import { leftovers, network, nothing } from './look.ts';
import { run, start, twoNodes } from './plans.ts';

const lab = 'two';
const file = '/tmp/lab.yaml';
let before: ReturnType<typeof network>;

beforeEach(() => {
  before = network();
});

afterEach(async () => {
  await down(lab, local);
  expect(await leftovers()).toEqual(nothing);
  expect(network()).toEqual(before);
});

const add = (name: string) => local.run({ argv: ['ip', 'netns', 'add', name] });
const remove = (name: string) => local.run({ argv: ['ip', 'netns', 'del', name] });

/** Not every lab has something in every wave: WireGuard's peers are one of their own. */
const used = new Set(twoNodes(lab).steps.map((step) => stages.find(({ name }) => name === step.stage)!.wave));

describe('an interruption leaves nothing', () => {
  it('has a wave for nearly everything', () => {
    expect(waveNames.filter((wave) => !used.has(wave))).toEqual(['peers']);
  });

  it.each([...used])('at the beginning of the wave %s', async (wave) => {
    const controller = new AbortController();
    const on = (event: { kind: string; wave?: WaveName }) => {
      if (event.kind === 'wave-start' && event.wave === wave) controller.abort();
    };
    const error = await apply(twoNodes(lab), local, { file, signal: controller.signal, on }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(Interrupted);
    expect(error).toMatchObject({
      message: 'interrupted; rolled back: nothing is left',
      rollback: { problems: [] },
    });
    expect(await leftovers()).toEqual(nothing);
  });

  it.each([5, 15, 30, 60])('%i ms after the beginning', async (delay) => {
    const plan = twoNodes(lab, [
      start(lab, 'red', 'slow', ['sleep', '60'], { ready: { line: 'never', within: 60 } }),
    ]);
    const error = await apply(plan, local, { file, signal: AbortSignal.timeout(delay) }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(Interrupted);
    expect(await leftovers()).toEqual(nothing);
  });
});

it('lets only one netlab work on a lab', async () => {
  const results = await Promise.allSettled([1, 2, 3].map(() => apply(twoNodes(lab), local, { file })));
  const built = results.filter((one) => one.status === 'fulfilled');
  const refused = results.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown);
  expect(built).toHaveLength(1);
  for (const error of refused) {
    expect(error).toBeInstanceOf(LabBusy);
    expect(error).toMatchObject({ holders: [{ pid: process.pid }] });
  }
  expect((await local.namespaces()).size).toBe(3);
});

it('builds different labs at the same time', async () => {
  const labs = ['one', 'two', 'three'];
  await Promise.all(labs.map((name) => apply(twoNodes(name), local, { file })));
  expect((await local.namespaces()).size).toBe(9);
  const downed = await Promise.all(labs.map((name) => down(name, local)));
  expect(downed).toMatchObject(labs.map(() => ({ namespaces: 3, processes: 1, problems: [] })));
});

describe('a namespace that is not of the lab', () => {
  const name = `${lab}.blue`;

  afterEach(async () => {
    await remove(name);
  });

  it('is named and left alone, and nothing is built', async () => {
    await add(name);
    const inode = (await local.namespaces()).get(name);
    const error = await apply(twoNodes(lab), local, { file }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NameTaken);
    expect(error).toMatchObject({ names: [name], message: expect.stringContaining(`ip netns del ${name}`) });
    expect([...(await local.namespaces())]).toEqual([[name, inode]]);
    expect(await down(lab, local)).toMatchObject({ existed: false });
  });

  it('is left alone when it is made between the check and the command', async () => {
    let inode: number | undefined;
    const place: Place = {
      ...local,
      async script(...args) {
        if (inode === undefined) {
          await add(name);
          inode = (await local.namespaces()).get(name);
        }
        return local.script(...args);
      },
    };
    const error = await apply(twoNodes(lab), place, { file }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApplyFailure);
    expect(error).toMatchObject({
      failed: { step: { id: 'blue/namespace' }, stderr: expect.stringContaining('File exists') },
      rollback: { namespaces: 3, problems: [] },
    });
    expect([...(await local.namespaces())]).toEqual([[name, inode]]);
  });
});

it.each(['hosts', 'resolv.conf'])('takes no folder under /etc/netns over, with %s', async (name) => {
  const folder = `/etc/netns/${lab}.red`;
  await local.write(`${folder}/${name}`, 'mine');
  await expect(apply(twoNodes(lab), local, { file })).rejects.toMatchObject({
    name: 'NameTaken',
    names: [folder],
  });
  expect(await down(lab, local)).toMatchObject({ existed: false });
  expect(await local.read(`${folder}/${name}`)).toBe('mine');
  await local.remove(folder);
});

it('removes a folder that never got its journal, and one whose journal is broken', async () => {
  await local.write(`/run/netlab/${lab}/journal.json.7-1.tmp`, '{"version":');
  expect(await down(lab, local)).toMatchObject({ existed: true, problems: [] });
  await local.write(`/run/netlab/${lab}/journal.json`, '{"version":');
  await expect(apply(twoNodes(lab), local, { file })).rejects.toMatchObject({ name: 'Foreign' });
  await add(`${lab}.red`);
  expect(await down(lab, local)).toMatchObject({
    problems: [],
    notes: [
      expect.stringContaining('journal could not be read'),
      expect.stringContaining(`ip netns del ${lab}.red`),
    ],
  });
  await remove(`${lab}.red`);
  await local.write(`/run/netlab/${lab}/journal.json.7-1.tmp`, '');
  expect(await apply(twoNodes(lab), local, { file })).toMatchObject({ outcome: 'built' });
});

it('ends a process that ignores SIGTERM', async () => {
  const stubborn = ['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 1; done'];
  await apply(
    twoNodes(lab, [start(lab, 'red', 'stubborn', stubborn, { ready: { line: 'ready', within: 5 } })]),
    local,
    {
      file,
    },
  );
  expect(await down(lab, local)).toMatchObject({ problems: [] });
  expect(await leftovers()).toEqual(nothing);
});

it('undoes what deleting the namespaces does not, and tells when that fails', async () => {
  const made = `/run/netlab-test-${process.pid}`;
  const step = (undo: string) => ({ ...run('devices', null, `touch ${made}`), undo: undo.split(' ') });
  await apply(twoNodes(lab, [step(`rm ${made}`)]), local, { file });
  expect(await down(lab, local)).toMatchObject({ problems: [] });
  expect((await local.run({ argv: ['ls', made] })).exit).not.toBe(0);
  await apply(twoNodes(lab, [step(`rm ${made}-not`)]), local, { file });
  expect(await down(lab, local)).toMatchObject({ problems: [expect.stringContaining(`rm ${made}-not`)] });
  // The journal is still there: once the cause is gone, down can be tried again.
  await local.run({ argv: ['touch', `${made}-not`] });
  expect(await down(lab, local)).toMatchObject({ existed: true, problems: [] });
  await local.run({ argv: ['rm', '-f', made] });
});

it('removes a name that lost its namespace, as a killed ip netns del leaves it', async () => {
  await apply(twoNodes(lab), local, { file });
  await local.run({ argv: ['umount', `/run/netns/${lab}.red`] });
  expect((await local.namespaces()).get(`${lab}.red`)).toBe(0);
  expect(await down(lab, local)).toMatchObject({ namespaces: 3, problems: [], notes: [] });
});

it('keeps the journal until all else has gone, so that down can be done again', async () => {
  await apply(twoNodes(lab), local, { file });
  const folder = `/run/netlab/${lab}/log`;
  const place: Place = {
    ...local,
    async remove(path) {
      if (path === folder) throw new Error('busy');
      await local.remove(path);
    },
  };
  expect(await down(lab, place)).toMatchObject({ namespaces: 3, problems: [`${folder}: busy`] });
  expect(await local.list(`/run/netlab/${lab}`)).toEqual(['journal.json', 'log']);
  expect(await down(lab, local)).toMatchObject({ existed: true, namespaces: 0, problems: [] });
});

it('names what could not be removed after a failure', async () => {
  const place: Place = {
    ...local,
    async remove(path) {
      if (path === `/run/netlab/${lab}/log`) throw new Error('busy');
      await local.remove(path);
    },
  };
  const failed = apply(twoNodes(lab, [run('routes', 'red', 'ip route add nonsense')]), place, { file });
  await expect(failed).rejects.toThrow(
    `rolled back, but this could not be removed: /run/netlab/${lab}/log: busy`,
  );
});
