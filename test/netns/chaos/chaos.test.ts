/**
 * Any verb, ended at any instant, then down: what is left is counted. The verb is killed (SIGKILL), or asked to end (SIGTERM,
 * SIGINT), at an instant drawn from the time that it takes when nothing ends it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failures } from '../../fuzz/failures.ts';
import { draw, inputs, repeat } from '../../fuzz/seed.ts';
import { seed } from '../../labs/sample.ts';
import {
  begin,
  ended,
  ground,
  lab,
  labFile,
  netlab,
  prepare,
  type Stranger,
  stranger,
  undocumented,
  work,
} from './ground.ts';
import { changed, clear, world } from './world.ts';

interface Verb {
  readonly words: readonly string[];
  /** The lab is up before. */
  readonly up: boolean;
}

const verbs: readonly Verb[] = [
  { words: ['up', labFile, '--trust'], up: false },
  { words: ['up', labFile, '--trust', '--replace'], up: true },
  { words: ['down', lab], up: true },
  { words: ['verify', lab], up: true },
  { words: ['diff', lab], up: true },
  { words: ['mutate', labFile, '--trust', '--sample', '2', '--seed', '1'], up: true },
  { words: ['trace', lab, 'middle', 'blue'], up: true },
  { words: ['capture', lab, 'middle:eth0', '-d', '1'], up: true },
  { words: ['exec', lab, 'red', '--', 'sleep', '1'], up: true },
  { words: ['test', labFile, '--trust', '--evidence', `${work}/evidence`], up: false },
];
const signals = ['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT'] as const;
const places = ['local', 'rootless'] as const;
/** Milliseconds in which what is ending has ended. */
const patience = 15_000;
const file = 'test/netns/chaos/chaos.test.ts';

describe(`chaos, NETLAB_SEED=${seed}`, () => {
  let before: readonly string[];
  let other: Stranger;
  /** By place and verb: milliseconds. */
  const took = new Map<string, number>();
  beforeAll(async () => {
    prepare();
    other = await stranger();
    before = world(ground, { place: true });
  });
  afterAll(() => other?.end());

  const bring = async (up: boolean, on: string) => {
    const { exit, stderr } = await netlab(
      ...(up ? ['up', labFile, '--trust', '-q', '--on', on] : ['down', '--all']),
    );
    expect(exit, stderr).toBe(0);
  };
  const duration = async (verb: Verb, on: string): Promise<number> => {
    const key = [on, ...verb.words].join(' ');
    const known = took.get(key);
    if (known !== undefined) return known;
    await bring(verb.up, on);
    const began = performance.now();
    const said = await netlab(...placed(verb.words, on));
    const time = performance.now() - began;
    expect([0, 1], `${key}: ${said.stdout}${said.stderr}`).toContain(said.exit);
    await bring(false, on);
    took.set(key, time);
    return time;
  };

  it('leaves nothing', { timeout: 7_200_000 }, async () => {
    const failures = new Failures();
    for (const number of inputs(60, 1000)) {
      const by = draw(number);
      const [on, verb, signal] = [by.pick(places), by.pick(verbs), by.pick(signals)];
      const instant = (await duration(verb, on)) * 1.1 * (by.below(10_000) / 10_000);
      const everything = by.chance(0.5);
      if (verb.up) await bring(true, on);
      const child = begin(placed(verb.words, on));
      const said = ended(child);
      await wait(instant);
      child.kill(signal);
      const end = await said;
      const what = `${on}: ${verb.words.slice(0, 3).join(' ')}, ${signal} after ${Math.round(instant)} ms`;
      const down = await netlab('down', ...(everything ? ['--all'] : [lab]));
      const fail = (kind: string, text: string) =>
        failures.add(number, `${on} ${verb.words[0]} ${signal}: ${kind}`, `  ${what}\n${text}`);
      const wrong = undocumented(end);
      if (wrong) fail(wrong, end.stderr);
      const wrongDown =
        undocumented(down) ?? ([0, 2].includes(Number(down.exit)) ? undefined : `exit code ${down.exit}`);
      if (wrongDown) fail(`down: ${wrongDown}`, down.stderr);
      // The rootless place itself is waited for now and then: it ends a second after its last lab.
      const { left, gone } = await changed(ground, before, { place: number % 5 !== 0, patience });
      if (left.length + gone.length > 0)
        fail(
          `${everything ? 'down --all' : 'down'} leaves`,
          [...left.map((one) => `+ ${one}`), ...gone.map((one) => `- ${one}`)].join('\n'),
        );
      const harm = other.harmed();
      if (harm) fail(harm, '');
      if (left.length + gone.length > 0) clear(ground, left);
      if (harm) {
        other.end();
        other = await stranger();
      }
      if (harm || left.length + gone.length > 0) before = world(ground, { place: true });
    }
    expect(failures.say((input) => repeat(input, `--project netns ${file}`))).toBe('');
  });
});

function placed(words: readonly string[], on: string): readonly string[] {
  const at = words.indexOf('--');
  // The command after -- has options of its own, so the place comes first.
  if (at < 0) return [...words, '--on', on];
  return [words[0]!, '--on', on, ...words.slice(1)];
}
