/**
 * A lab's files in /run/netlab, damaged: every verb ends as documented, and what the lab's journal does not own stays. Afterwards the
 * files are given back, and down leaves nothing.
 */
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failures } from '../../fuzz/failures.ts';
import { hostile } from '../../fuzz/hostile.ts';
import { type Draw, draw, inputs, repeat } from '../../fuzz/seed.ts';
import { seed } from '../../labs/sample.ts';
import {
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

const folder = `/run/netlab/${lab}`;
const kept = '/run/netlab-chaos/kept';
const file = 'test/netns/chaos/journals.test.ts';

type Plain = null | string | number | boolean | Plain[] | { [key: string]: Plain };

/** A value in a tree of JSON is left out, or becomes something else. */
function damage(value: Plain, by: Draw): Plain {
  if (value === null || typeof value !== 'object' || by.chance(0.15)) return by.pick(values)(value, by);
  const keys = Object.keys(value);
  if (keys.length === 0) return by.pick(values)(value, by);
  const key = by.pick(keys);
  const copy = structuredClone(value) as Record<string, Plain>;
  if (by.chance(0.1)) delete copy[key];
  else copy[key] = damage(copy[key]!, by);
  return copy;
}

const values: readonly ((value: Plain, by: Draw) => Plain)[] = [
  () => null,
  () => [],
  () => ({}),
  () => -1,
  () => '',
  (value) => [value],
  (value) => (typeof value === 'number' ? value + 1 : value),
  (_, by) => by.pick(hostile),
  (_, by) => by.below(2 ** 32),
];

const json = (path: string, by: Draw): void => {
  const text = readFileSync(path, 'utf8');
  try {
    writeFileSync(path, JSON.stringify(damage(JSON.parse(text) as Plain, by)));
  } catch {
    writeFileSync(path, text.slice(0, by.below(text.length)));
  }
};

/** Each gets the path of one file of the lab. */
const damages: Readonly<Record<string, (path: string, by: Draw, other: Stranger) => void>> = {
  'another value': json,
  'two other values': (path, by) => {
    json(path, by);
    json(path, by);
  },
  truncated: (path, by) => {
    const text = readFileSync(path);
    writeFileSync(path, text.subarray(0, by.below(text.length + 1)));
  },
  'other bytes': (path, by) => {
    const text = readFileSync(path);
    for (let left = 5; left > 0 && text.length > 0; left--) text[by.below(text.length)] = by.below(256);
    writeFileSync(path, text);
  },
  garbage: (path, by) => writeFileSync(path, by.pick(hostile)),
  gone: (path) => rmSync(path),
  'a folder': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
  'a pipe': (path) => {
    rmSync(path);
    execaSync('mkfifo', [path]);
  },
  "a link to somebody's file": (path) => {
    rmSync(path);
    symlinkSync(`${work}/stranger`, path);
  },
  'a link to itself': (path) => {
    rmSync(path);
    symlinkSync(path, path);
  },
  "somebody's pid": (path, _, { pid }) => writeFileSync(path, `${pid}\n`),
  "somebody's namespace": (path) => {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll(`${lab}.router`, `${lab}.stranger`));
  },
  'of another lab': (path) => {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll(lab, 'other'));
  },
};

const filesOf = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? ['netns', 'node'].includes(entry.name)
        ? []
        : filesOf(`${path}/${entry.name}`)
      : [`${path}/${entry.name}`],
  );

const verbs: readonly (readonly string[])[] = [
  ['status'],
  ['status', lab],
  ['verify', lab],
  ['diff', lab],
  ['trace', lab, 'middle', 'blue'],
  ['logs', lab],
  ['exec', lab, 'red', '--', 'true'],
  ['down', lab],
  ['down', '--all'],
  ['up', labFile, '--trust', '-q'],
  ['up', labFile, '--trust', '-q', '--replace'],
];

describe(`damaged journals, NETLAB_SEED=${seed}`, () => {
  let other: Stranger;
  let before: readonly string[];
  beforeAll(async () => {
    prepare();
    other = await stranger();
    before = world(ground, { place: false });
  });
  afterAll(() => other?.end());

  /** Restores the files, so that down finds everything, whatever the verb did. The namespaces are mounts and stay. */
  const keep = () => {
    rmSync(kept, { recursive: true, force: true });
    const filter = (from: string) => from !== `${folder}/netns`;
    cpSync(folder, kept, { recursive: true, verbatimSymlinks: true, filter });
  };
  const giveBack = (path: string) => {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    cpSync(kept, folder, { recursive: true, verbatimSymlinks: true });
  };

  it('are survived', { timeout: 7_200_000 }, async () => {
    const failures = new Failures();
    for (const number of inputs(40, 600)) {
      const by = draw(number);
      const up = await netlab('up', labFile, '--trust', '-q', '--on', 'local');
      expect(up.exit, up.stderr).toBe(0);
      keep();
      const all = filesOf(folder).filter((path) => lstatSync(path).isFile());
      // The journal is what is read most.
      const path = by.chance(0.6) ? `${folder}/journal.json` : by.pick(all);
      const kind = by.pick(Object.keys(damages));
      damages[kind]!(path, by, other);
      const words = by.pick(verbs);
      const said = await netlab(...words);
      const what = `${path.slice(folder.length + 1)} is ${kind}: ${words.join(' ')}`;
      const fail = (how: string, text: string) =>
        failures.add(number, `${words[0]}: ${how}`, `  ${what}\n${text.slice(0, 600)}`);
      const wrong = undocumented(said);
      if (wrong) fail(wrong, said.stderr);
      const harm = other.harmed();
      if (harm) fail(harm, said.stderr);
      // A new lab (up --replace) has a journal of its own, which is the right one.
      if (!(words.includes('--replace') && said.exit === 0)) giveBack(path);
      const down = await netlab('down', '--all');
      if (undocumented(down)) fail(`down afterwards: ${undocumented(down)}`, down.stderr);
      const { left, gone } = await changed(ground, before, { place: false, patience: 10_000 });
      if (left.length + gone.length > 0) {
        fail(
          'something is left',
          [...left.map((one) => `+ ${one}`), ...gone.map((one) => `- ${one}`)].join('\n'),
        );
        clear(ground, left);
      }
      if (harm) {
        other.end();
        other = await stranger();
      }
      if (harm || left.length + gone.length > 0) before = world(ground, { place: false });
    }
    expect(failures.say((input) => repeat(input, `--project netns ${file}`))).toBe('');
  });
});
