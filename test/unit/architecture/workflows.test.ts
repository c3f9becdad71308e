// Tests the GitHub workflows: the YAML reads, every step is one thing, the scripts that it names exist and may be run, actions are pinned, and
// no input of a user becomes part of a command.
import { accessSync, constants, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { test as testVerb } from '../../../src/cli/verbs/test/test.ts';

const root = new URL('../../../', import.meta.url);
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
const read = (file: string) => parse(readFileSync(new URL(file, root), 'utf8'));
const action = read('action.yml') as {
  inputs: Record<string, { description: string; default: string }>;
  runs: { using: string; steps: Step[] };
};
const ci = read('.github/workflows/ci.yml') as {
  on: object;
  jobs: Record<string, { 'runs-on': string; steps: Step[] }>;
};
const workflow = Object.values(ci.jobs).flatMap((job) => job.steps);
const steps = [...action.runs.steps, ...workflow];

it('every step runs something or uses something', () => {
  expect(steps.length).toBeGreaterThan(5);
  for (const step of steps) expect([step.uses, step.run].filter(Boolean)).toHaveLength(1);
  for (const step of action.runs.steps) if (step.run) expect(step.shell).toBe('bash');
});

it('every action is pinned: by its commit in action.yml, which others use, and at least by its major version here', () => {
  for (const { uses } of action.runs.steps) if (uses) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
  for (const { uses } of workflow)
    if (uses) expect(uses).toMatch(/^(\.\/|actions\/[a-z-]+@(v\d+|[0-9a-f]{40}))$/);
});

it('every script that is named exists and may be run', () => {
  const named = steps.flatMap(({ run = '' }) =>
    [...run.matchAll(/\bscripts\/[a-z-]+/g)].map(([path]) => path),
  );
  expect([...new Set(named)].sort()).toEqual(['scripts/test', 'scripts/test-labs']);
  for (const path of named) accessSync(new URL(path, root), constants.X_OK);
});

it('no expression stands inside a command', () => {
  for (const { run = '' } of steps) expect(run).not.toContain('${{');
});

describe('what the workflow gives the action', () => {
  const used = workflow.filter(({ uses }) => uses === './');
  it('are inputs that it has', () => {
    expect(used.length).toBeGreaterThan(0);
    for (const step of used)
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  });

  it('are options that netlab test has', () => {
    const known = testVerb.options.map(([flags]) => /--[a-z-]+/.exec(flags)![0]);
    const words = [
      ...used.map((step) => String(step.with?.args ?? '')),
      ...steps.map(({ run = '' }) => (run.includes('test-labs') ? run : '')),
    ];
    const given = words.flatMap((text) => [...text.matchAll(/(?<=\s|^)--[a-z-]+/g)].map(([word]) => word));
    expect(given.length).toBeGreaterThan(4);
    expect(known).toEqual(expect.arrayContaining(given));
  });
});
