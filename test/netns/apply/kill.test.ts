/**
 * SIGKILL at any instant, then down, leaves nothing. The instants are spread over the whole of up and of down by a seed that
 * is in the tests' names; NETLAB_SEED repeats it.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import type { ApplyEvent } from '../../../src/apply/event.ts';
import { random } from '../../../src/mutate/sample.ts';
import { local } from '../../../src/places/local.ts';
import { seed } from '../../labs/sample.ts';
import { leftovers, network, nothing } from './look.ts';
import { twoNodes } from './plans.ts';

type Verb = 'up' | 'down' | 'stuck';

const lab = 'killed';
const file = '/tmp/lab.yaml';
const rounds = 50;
/** Node 20 runs no TypeScript, so the child is a bundle, in the sandbox's own /run. */
const bundle = '/run/netlab-kill-test.mjs';

beforeAll(async () => {
  const entry = fileURLToPath(new URL('kill.child.ts', import.meta.url));
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    loader: { '.py': 'text', '.sh': 'text' },
  });
});

afterAll(() => {
  rmSync(bundle, { force: true });
});

const start = (verb: Verb) =>
  execa(process.execPath, [bundle, verb, lab], { stdio: ['ignore', 'pipe', 'inherit'], reject: false });

/** The child prints `go` when it begins. In an object, because `await` waits for the end of a process. */
async function begin(verb: Verb): Promise<{ readonly child: ReturnType<typeof start> }> {
  const child = start(verb);
  await once(child.stdout, 'data');
  return { child };
}

async function killAfter(verb: Verb, delay: number): Promise<boolean> {
  const { child } = await begin(verb);
  await wait(delay);
  child.kill('SIGKILL');
  return (await child).signal === 'SIGKILL';
}

/** Milliseconds that it takes when nothing kills it: the shortest of three, so that most kills come before its end. */
async function duration(verb: 'up' | 'down'): Promise<number> {
  const took: number[] = [];
  while (took.length < 3) {
    await (verb === 'up' ? down(lab, local) : apply(twoNodes(lab), local, { file }));
    const { child } = await begin(verb);
    const began = performance.now();
    await child;
    took.push(performance.now() - began);
  }
  return Math.min(...took);
}

const next = random(seed);

it(`kills up ${rounds} times, NETLAB_SEED=${seed}`, async () => {
  const before = network();
  const whole = await duration('up');
  await down(lab, local);
  let killed = 0;
  for (let round = 0; round < rounds; round++) {
    const delay = next() * whole;
    if (await killAfter('up', delay)) killed += 1;
    // Every third time, another up meets the remains.
    if (round % 3 === 0) await apply(twoNodes(lab), local, { file });
    const { problems, notes } = await down(lab, local);
    const seen = { round, delay, problems, notes, ...(await leftovers()) };
    expect(seen).toEqual({ round, delay, problems: [], notes: [], ...nothing });
  }
  expect(killed).toBeGreaterThan(rounds / 3);
  expect(network()).toEqual(before);
});

it(`kills down ${rounds} times, NETLAB_SEED=${seed}`, async () => {
  const before = network();
  const whole = await duration('down');
  let killed = 0;
  for (let round = 0; round < rounds; round++) {
    await apply(twoNodes(lab), local, { file });
    const delay = next() * whole;
    if (await killAfter('down', delay)) killed += 1;
    const { problems, notes } = await down(lab, local);
    const seen = { round, delay, problems, notes, ...(await leftovers()) };
    expect(seen).toEqual({ round, delay, problems: [], notes: [], ...nothing });
  }
  expect(killed).toBeGreaterThan(rounds / 3);
  expect(network()).toEqual(before);
});

it('says who works on a lab, and once that is dead ends what it left running', async () => {
  const { child } = await begin('stuck');
  const holders = async () => {
    const answer = await local.lock(lab);
    if ('lock' in answer) await answer.lock.release();
    return answer;
  };
  const sleeps = async () => (await local.processes()).filter(({ argv }) => argv.join(' ') === 'sleep 60');
  while ((await sleeps()).length === 0) await wait(10);
  expect(await holders()).toMatchObject({ owner: { pid: child.pid }, orphans: [] });
  await expect(down(lab, local)).rejects.toMatchObject({ name: 'LabBusy', holders: [{ pid: child.pid }] });
  child.kill('SIGKILL');
  await child;
  const answer = await holders();
  expect('lock' in answer || answer.orphans.map(({ argv }) => argv[0])).toContain('sleep');
  const events: ApplyEvent[] = [];
  await apply(twoNodes(lab), local, { file, on: (event) => events.push(event) });
  expect(events.slice(0, 2)).toMatchObject([{ kind: 'orphans' }, { kind: 'cleaned', why: 'half-built' }]);
  expect(await sleeps()).toEqual([]);
  expect(await down(lab, local)).toMatchObject({ problems: [] });
  expect(await leftovers()).toEqual(nothing);
});

it('gives the lock to no process that stays', async () => {
  await apply(twoNodes(lab), local, { file });
  const answer = await local.lock(lab);
  expect('lock' in answer).toBe(true);
  if ('lock' in answer) await answer.lock.release();
  await down(lab, local);
});
