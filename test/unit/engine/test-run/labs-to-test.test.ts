import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose } from '../../../../src/cli/reporters/open.ts';
import type { Call } from '../../../../src/cli/verb.ts';
import { exitOf } from '../../../../src/cli/verbs/test/run.ts';
import { labsFolder, shippedLabs } from '../../../../src/engine/find-lab.ts';
import { labsToTest } from '../../../../src/engine/test-run/labs-to-test.ts';
import { limit } from '../../../../src/engine/test-run/limit.ts';
import { ofShard, readShard } from '../../../../src/engine/test-run/shard.ts';
import type { Status } from '../../../../src/model/report.ts';
import { plain } from '../../cli/paint.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-choose-'));
const file = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const labOf = (group: string) =>
  `lab: x\nabout: X.\nnodes: { a: { no-such-key: 1 } }\nlabels: { group: ${group} }\n`;
beforeAll(() => {
  file('mine/one.yaml', labOf('red'));
  file('mine/deep/er/lab.yaml', labOf('blue'));
  file('mine/compose.yml', 'services: {}\n');
  file('mine/.hidden/lab.yaml', labOf('red'));
  file('mine/node_modules/p/lab.yaml', labOf('red'));
  file('mine/unreadable.yaml', 'lab: x\n\tnodes: {\n');
  file('none/readme.yaml', 'a: b\n');
  symlinkSync('..', join(folder, 'mine', 'up'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const names = (words: readonly string[], more: { all?: boolean; group?: string } = {}) =>
  labsToTest({ words, all: more.all ?? false, group: more.group }, folder).map(({ name }) => name);

describe('which labs', () => {
  it.each<[string, string[], { all?: boolean; group?: string }, string[]]>([
    [
      'a folder: every lab in it, however deep',
      ['mine'],
      {},
      ['mine/deep/er', 'mine/one.yaml', 'mine/unreadable.yaml'],
    ],
    ['one file', ['mine/one.yaml'], {}, ['mine/one.yaml']],
    ['a shipped lab, once', ['router', 'router'], {}, ['router']],
    ['a shipped lab by its path', [join(labsFolder(), 'router')], {}, ['router']],
    [
      'of a group, and what cannot be read',
      ['mine'],
      { group: 'red' },
      ['mine/one.yaml', 'mine/unreadable.yaml'],
    ],
  ])('%s', (_, words, more, expected) => expect(names(words, more)).toEqual(expected));

  it('all that come with netlab, from their folder too', () => {
    expect(names([], { all: true })).toEqual(shippedLabs());
    const found = labsToTest({ words: [labsFolder()], all: false, group: undefined }, folder);
    expect(found.map(({ name }) => name)).toEqual(shippedLabs());
    expect(found.every(({ shipped }) => shipped)).toBe(true);
  });

  it.each<[string, string[], { group?: string }, RegExp]>([
    ['nothing', [], {}, /which labs\?/],
    ['a folder without labs', ['none'], {}, /no lab in none/],
    ['an unknown lab', ['ruoter'], {}, /no lab "ruoter"/],
    ['an unknown group', ['mine'], { group: 'rde' }, /no lab is of the group "rde"/],
  ])('refuses %s', (_, words, more, message) => expect(() => names(words, more)).toThrow(message));
});

describe('shards', () => {
  const labs = Array.from({ length: 23 }, (_, i) => ({ name: `lab-${(i * 7) % 23}` }));

  it.each([1, 2, 5, 23, 40])('%i of them have every lab exactly once, whatever the order', (count) => {
    const parts = Array.from({ length: count }, (_, i) =>
      ofShard(i % 2 ? labs : [...labs].reverse(), readShard(`${i + 1}/${count}`)),
    );
    expect(
      parts
        .flat()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(labs.map(({ name }) => name).sort());
    const sizes = parts.map((part) => part.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it.each(['0/5', '6/5', '5', '1/0', 'a/b', '1/5x', '-1/5'])('refuses %s', (text) => {
    expect(() => readShard(text)).toThrow(/is not a shard/);
  });
});

it('limits how many work at once, and goes on after a fault', async () => {
  const limited = limit(2);
  let [now, most] = [0, 0];
  const work = (i: number) =>
    limited(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now -= 1;
      if (i === 1) throw new Error('one');
      return i;
    });
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
  expect([most, ended.filter(({ status }) => status === 'fulfilled').length]).toEqual([2, 4]);
});

describe('the exit code', () => {
  const labs = (...statuses: Status[]) =>
    statuses.map((status) => ({
      ...{ name: 'a', file: 'a', status, diagnostics: [], warnings: [], checks: [] },
      times: { took: 0 },
    }));
  const exit = (statuses: Status[], more = {}) =>
    exitOf({ ...{ version: 1, since: '', took: 0, interrupted: false, labs: labs(...statuses) }, ...more });
  it.each<[string, Status[], object, number]>([
    ['all pass', ['pass', 'pass'], {}, 0],
    ['a skip is no failure', ['pass', 'skip'], {}, 0],
    ['a failure', ['pass', 'fail', 'skip'], {}, 1],
    ['an error', ['pass', 'error'], {}, 1],
    ['nothing could be proved', ['skip', 'skip'], {}, 3],
    ["nothing of one machine's part", ['skip'], { shard: { index: 1, count: 2 } }, 0],
    ['an empty part', [], { shard: { index: 9, count: 9 } }, 0],
    ['interrupted', ['fail'], { interrupted: true }, 130],
  ])('%s', (_, statuses, more, code) => expect(exit(statuses, more)).toBe(code));
});

describe('which reporters', () => {
  const chosen = (options: object, env: NodeJS.ProcessEnv = {}) => {
    const out = {
      result: () => {},
      note: () => {},
      workflow: () => {},
      progress: () => {},
      paint: plain,
      notePaint: plain,
      columns: 80,
      live: false,
    };
    const call = { args: [], options, out, cwd: folder, env } as Call;
    return choose(call).map((one) => `${one.reporter.name}${one.file ? `=${one.file}` : ''}`);
  };
  it.each<[string, object, NodeJS.ProcessEnv, string[]]>([
    ['none asked: lines', {}, {}, ['lines']],
    ['files beside lines', { reporter: ['junit=a=b.xml'] }, {}, ['lines', 'junit=a=b.xml']],
    ['a document alone', { json: true }, {}, ['json']],
    ['in a workflow, annotations too', { reporter: ['tap'] }, { GITHUB_ACTIONS: 'true' }, ['tap', 'github']],
    ['and those once', { reporter: ['github=s.md'] }, { GITHUB_ACTIONS: 'true' }, ['lines', 'github=s.md']],
  ])('%s', (_, options, env, expected) => expect(chosen(options, env)).toEqual(expected));

  it.each([
    [['jnuit'], /no reporter "jnuit"/],
    [['json', 'lines'], /json and lines cannot both go to standard output/],
    [['tap', 'junit'], /cannot both/],
    [['tap='], /names no file/],
  ])('refuses %s', (reporter, message) => expect(() => chosen({ reporter })).toThrow(message));
});
