import { describe, expect, it } from 'vitest';
import { helpGroups } from '../../../src/cli/help-groups.ts';
import { runProgram } from '../../../src/cli/program.ts';
import type { Output } from '../../../src/cli/verb.ts';
import { verbs } from '../../../src/cli/verbs/index.ts';
import { shippedLabs } from '../../../src/engine/find-lab.ts';
import { plain } from './paint.ts';

async function run(...argv: string[]) {
  const said = { results: '', notes: '' };
  const out: Output = {
    result: (text) => {
      said.results += `${text}\n`;
    },
    note: (text) => {
      said.notes += `${text}\n`;
    },
    ...{ workflow: () => {}, progress: () => {} },
    ...{ paint: plain, notePaint: plain, columns: 80, live: false },
  };
  return { exit: await runProgram(argv, out), ...said };
}

describe('every verb', () => {
  it.each(verbs.all)('$name has an example that is a command of its own', ({ name, examples }) => {
    expect(examples.length).toBeGreaterThan(0);
    for (const [command] of examples) expect(command).toMatch(new RegExp(`^netlab ${name}\\b`));
  });

  it.each([
    ['an unknown verb', ['lsit'], /unknown command/, /list/],
    [
      'an unknown lab',
      ['show', 'flanel-vxlan'],
      /there is no lab "flanel-vxlan"/,
      /did you mean "flannel-vxlan"/,
    ],
    [
      'an unknown lab of those that are up',
      ['exec', 'flanel-vxlan', 'a', 'ls'],
      /no lab "flanel-vxlan"/,
      /did you mean/,
    ],
    ['a lab that is not up', ['exec', 'vxlan-tunnel', 'a', 'ls'], /is not up/, /netlab up vxlan-tunnel/],
    ['a command without words', ['exec', 'router', 'red', '--'], /needs a command/, /netlab exec router red/],
    ['a missing lab', ['logs'], /which lab\?/, /netlab list.*netlab logs --help/],
    ['another missing word', ['shell', 'veth-pair'], /which node\?/, /netlab shell --help/],
    ['a format that there is not', ['graph', 'router', '--format', 'svg'], /svg/, /./],
    ['a folder that there is not', ['list', '/no/such/folder'], /there is no folder/, /^$/],
  ])('refuses %s', async (_, argv, message, hint) => {
    const error = (await run(...argv).catch((reason: unknown) => reason)) as Error & { hint?: string };
    expect(error.message).toMatch(message);
    expect(error.hint ?? '').toMatch(hint);
  });
});

describe('list', () => {
  it('names every shipped lab in a line of 80 columns, with all that it says of itself', async () => {
    const { exit, results } = await run('list');
    expect(exit).toBe(0);
    const labs = results.split('\n').filter((line) => line.startsWith('  '));
    expect(labs.map((line) => line.trim().split(' ')[0]).sort()).toEqual(shippedLabs());
    expect(labs.filter((line) => line.includes('…'))).toEqual([]);
    expect(Math.max(...results.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('gives numbers and needs as JSON', async () => {
    const { results } = await run('list', '--json');
    const flannel = (JSON.parse(results) as { name: string }[]).find((lab) => lab.name === 'flannel-vxlan');
    expect(flannel).toMatchObject({ faults: 0, requires: { kernel: expect.arrayContaining(['vxlan']) } });
  });
});

it('has each verb in one group of --help', () => {
  const grouped = helpGroups.flatMap(([, names]) => names);
  expect([...grouped].sort()).toEqual(verbs.all.map(({ name }) => name).sort());
});

describe('validate', () => {
  const file = 'test/golden/warnings/all.yaml';
  it('prints warnings and passes', async () => {
    const { exit, results, notes } = await run('validate', file);
    expect(exit).toBe(0);
    expect(results).toContain('4 nodes');
    expect(results).toContain('5 warnings');
    expect(notes.match(/^test\/golden\/warnings\/all\.yaml:\d+:\d+ warning [a-z-]+: /gm)).toHaveLength(5);
  });

  it('refuses them with --fail-on-warning', async () => {
    const { exit, results, notes } = await run('validate', file, 'router', '--fail-on-warning');
    expect(exit).toBe(2);
    expect(results).toMatch(/^ok {2}router: .*\n$/);
    expect(notes).not.toMatch(/warning [a-z-]+:/);
    expect(notes.match(/^test\/golden\/warnings\/all\.yaml:\d+:\d+ [a-z-]+: /gm)).toHaveLength(5);
  });

  it('has them in its JSON, with code and position', async () => {
    const { results } = await run('validate', file, '--json');
    const [lab] = JSON.parse(results) as { valid: boolean; diagnostics: unknown[]; warnings: unknown[] }[];
    expect(lab).toMatchObject({ valid: true, diagnostics: [] });
    expect(lab?.warnings[0]).toMatchObject({ code: 'rule-interface', at: { file, line: 6 } });
    const strict = await run('validate', file, '--json', '--fail-on-warning');
    expect(JSON.parse(strict.results)).toMatchObject([
      { valid: false, warnings: [], diagnostics: [{}, {}, {}, {}, {}] },
    ]);
  });
});
