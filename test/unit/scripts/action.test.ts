/** action.yml: what it runs, caches and uploads. GitHub reads it, and no other test does. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { test as verb } from '../../../src/cli/verbs/test/test.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}
const { inputs, outputs, runs } = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Readonly<Record<string, { default: string }>>;
  outputs: Readonly<Record<string, { value: string }>>;
  runs: { steps: readonly Step[] };
};
const docs = readFileSync('docs/testing.md', 'utf8');
const step = (found: (step: Step) => boolean) => runs.steps.find(found)!;
const using = (action: string) => step(({ uses }) => uses?.startsWith(`${action}@`) === true);
const tested = step(({ id }) => id === 'test');

const folder = mkdtempSync(join(tmpdir(), 'netlab-action-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The words that scripts/test-labs receives, and the outputs of the step. */
function ran(labs: string, args: string) {
  const tool = join(folder, 'a tool');
  mkdirSync(join(tool, 'scripts'), { recursive: true });
  const script = join(tool, 'scripts/test-labs');
  writeFileSync(script, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(script, 0o755);
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const env = {
    LABS: labs,
    ARGS: args,
    TOOL: tool,
    JUNIT: '/t/netlab-junit.xml',
    EVIDENCE: '/t/netlab-evidence',
  };
  expect(Object.keys(tested.env!).sort()).toEqual(Object.keys(env).sort());
  const { exitCode, stdout } = execaSync('bash', ['-e', '-c', tested.run!], {
    reject: false,
    stripFinalNewline: false,
    cwd: folder,
    env: { ...env, GITHUB_OUTPUT: output },
  });
  expect(exitCode).toBe(0);
  return { words: stdout.trimEnd().split('\n'), output: readFileSync(output, 'utf8') };
}

describe('action.yml', () => {
  it('pins each action to a commit, with its version', () => {
    const lines = readFileSync('action.yml', 'utf8').match(/^.*\buses: .*$/gm)!;
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('tests the labs of the workflow by default', () => {
    expect(inputs.labs!.default).toBe('.');
    const { words } = ran(inputs.labs!.default, inputs.args!.default);
    expect(words[0]).toBe('.');
    expect(words.filter((word) => !word.startsWith('--'))).toContain('lines');
  });

  it('passes labs and arguments as words, and never as a command', () => {
    const { words, output } = ran('a b/c', '--strict --shard 1/2 $(id)');
    expect(words.slice(0, 6)).toEqual(['a', 'b/c', '--strict', '--shard', '1/2', '$(id)']);
    expect(output).toBe('junit=/t/netlab-junit.xml\n');
    for (const { run } of runs.steps) expect(run ?? '').not.toContain('${{');
  });

  it('uses options that netlab test has', () => {
    const known = verb.options.flatMap(([flags]) => flags.match(/--[a-z-]+/g) ?? []);
    expect(known).toEqual(expect.arrayContaining(tested.run!.match(/--[a-z-]+/g)!));
  });

  it('uploads the report and the evidence, whatever the result', () => {
    const { if: condition, with: values } = using('actions/upload-artifact');
    expect(condition).toContain('always()');
    const paths = values!.path!.trim().split('\n');
    expect(paths).toEqual([tested.env!.JUNIT, tested.env!.EVIDENCE]);
    expect(outputs.junit!.value).toBe('${{ steps.test.outputs.junit }}');
  });

  it('caches the npm packages by the lock file and the version of Node', () => {
    const { with: values } = using('actions/cache');
    const node = String(using('actions/setup-node').with!['node-version']);
    expect(values!.path).toBe('${{ github.action_path }}/node_modules');
    expect(values!.key).toContain(`node${node}-`);
    expect(values!.key).toContain('steps.key.outputs.lock');
  });

  it('has its inputs in docs/testing.md, with a version', () => {
    for (const name of Object.keys(inputs)) expect(docs).toContain(`| \`${name}\` |`);
    expect(docs).not.toContain('netlab@main');
    expect(docs).toMatch(/uses: OWNER\/netlab@v\d+\.\d+\.\d+/);
  });
});
