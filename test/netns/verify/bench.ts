/** A lab that is up for a test: built by apply, broken by hand, looked at by verify, and taken down whatever happens. */
import { execaSync } from 'execa';
import { afterAll, beforeAll } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { compile } from '../../../src/engine/compile.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import type { Place } from '../../../src/model/place.ts';
import type { CheckResult } from '../../../src/model/report.ts';
import { local } from '../../../src/places/local.ts';

export interface Bench {
  /** The lab with these checks instead of its own. */
  check(verifyYaml: string, place?: Place, longest?: number): Promise<readonly CheckResult[]>;
  /** Runs a command line in a node, to break the lab by hand. */
  type(node: string, line: string): string;
  readonly compiled: (verifyYaml: string) => ReturnType<typeof compile>;
}

export function bench(lab: string, yaml: string): Bench {
  const compiled = (verifyYaml: string) =>
    compile(Buffer.from(`${yaml}\nverify:\n${verifyYaml}\n`), `${lab}.yaml`);
  beforeAll(async () => {
    await apply(compiled('  []').plan, local, { file: `/tmp/${lab}.yaml` });
  });
  afterAll(async () => {
    await down(lab, local);
  });
  return {
    compiled,
    async check(verifyYaml, place = local, longest = 30_000) {
      const { plan, lab: found } = compiled(verifyYaml);
      const report = await runChecks(plan, found.checks, place, {
        signal: new AbortController().signal,
        longest,
      });
      return report.checks;
    },
    type: (node, line) =>
      execaSync('ip', ['netns', 'exec', `${lab}.${node}`, 'sh', '-c', line], { stripFinalNewline: false })
        .stdout,
  };
}

/** `pass`, or what was seen and where to look. */
export const told = ({ status, saw, look }: CheckResult): string =>
  status === 'pass' ? 'pass' : `${status}: ${saw}${look ? ` | ${look.why} ${look.command ?? ''}` : ''}`;
