/**
 * Random command lines. Each ends in time, with a documented exit code and without a stack trace. Verbs that only read run in this
 * process; verbs that build or ask the machine run as netlab itself.
 */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fail as sayFailure } from '../../../src/cli/failure.ts';
import { runProgram } from '../../../src/cli/program.ts';
import type { Output } from '../../../src/cli/verb.ts';
import { commandLine } from '../../fuzz/command-lines.ts';
import { Failures, kindOf } from '../../fuzz/failures.ts';
import { draw, inputs, repeat } from '../../fuzz/seed.ts';
import { seed } from '../../labs/sample.ts';
import { plain } from '../../unit/cli/paint.ts';
import { type Ended, lab, labFile, netlab, prepare, undocumented } from '../chaos/ground.ts';

const reading = ['list', 'show', 'plan', 'render', 'graph', 'validate', 'schema'];
const building = [
  'up',
  'verify',
  'status',
  'exec',
  'logs',
  'capture',
  'trace',
  'diff',
  'down',
  'test',
  'mutate',
  'doctor',
  'shell',
];
const file = 'test/netns/cli/words.test.ts';
const known = { words: [lab, labFile, 'veth-pair', 'router', 'red', 'blue'] };
/** These go on until they are interrupted. */
const endless = (words: readonly string[]): boolean =>
  words[0] === 'vm' || (words[0] === 'logs' && words.some((word) => /^(-\w*f|--follow)/.test(word)));

async function here(words: readonly string[]): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const out: Output = {
    result: (text) => {
      said.stdout += `${text}\n`;
    },
    note: (text) => {
      said.stderr += `${text}\n`;
    },
    workflow: () => undefined,
    progress: () => undefined,
    ...{ paint: plain, notePaint: plain, columns: 80, live: false },
  };
  // commander prints help by itself.
  const printing = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const exit = await runProgram(words, out).catch((error: unknown) => sayFailure(error, out));
  printing.mockRestore();
  return { exit, ...said };
}

/** The first lines of a trace tell one fault from another. */
const kind = (wrong: string, { stderr }: Ended): string =>
  `${wrong}: ${kindOf(
    stderr
      .split('\n')
      .slice(1, 3)
      .join(' ')
      .replaceAll(/"[^"]*"|\d+/g, '_'),
  ).slice(0, 160)}`;

describe(`any words, NETLAB_SEED=${seed}`, () => {
  beforeAll(prepare);
  afterAll(async () => {
    await netlab('down', '--all');
  });

  it('are answered by verbs that read', { timeout: 7_200_000 }, async () => {
    const failures = new Failures();
    for (const number of inputs(500, 20_000)) {
      const words = commandLine(draw(number), reading, known);
      const said = await here(words);
      const wrong = undocumented(said);
      if (wrong)
        failures.add(
          number,
          kind(wrong, said),
          `  netlab ${JSON.stringify(words)}\n${said.stderr.slice(0, 500)}`,
        );
    }
    expect(failures.say((input) => repeat(input, `--project netns ${file} -t read`))).toBe('');
  });

  it('are answered by verbs that build and ask', { timeout: 7_200_000 }, async () => {
    const failures = new Failures();
    for (const number of inputs(30, 2000)) {
      const by = draw(number);
      const words = commandLine(by, building, known);
      // Half of them meet a lab that is up.
      if (by.chance(0.5) && !existsSync(`/run/netlab/${lab}`)) await netlab('up', labFile, '--trust', '-q');
      // Every duration is the last that is given.
      const bounded = words[0] === 'capture' ? [...words, '-d', '0.2'] : words;
      if (endless(bounded)) continue;
      const said = await netlab(...bounded);
      // exec and shell pass on the exit code of what they run.
      const own =
        ['exec', 'shell'].includes(words[0] ?? '') && typeof said.exit === 'number' && said.exit !== 70;
      const wrong = undocumented(own ? { ...said, exit: 0 } : said);
      if (wrong)
        failures.add(
          number,
          kind(wrong, said),
          `  netlab ${JSON.stringify(bounded)}\n${said.stderr.slice(0, 500)}`,
        );
    }
    expect(failures.say((input) => repeat(input, `--project netns ${file} -t build`))).toBe('');
  });
});
