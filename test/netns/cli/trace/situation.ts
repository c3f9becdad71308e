/** A lab of this folder, built, perhaps broken in one node, and traced. */
import { execaSync } from 'execa';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../build-bundle.ts';
import { netlab } from '../run-netlab.ts';

const files: Readonly<Record<string, string>> = { loop: 'routing-loop', midway: 'dnat-lost-midway' };
const file = (lab: string) => `test/netns/cli/trace/situations/${files[lab] ?? lab}.yaml`;

beforeAll(() => {
  buildBundle();
});

let built = '';
afterEach(() => {
  if (built !== '') expect(netlab('down', built)).toMatchObject({ exit: 0 });
  built = '';
});

export function traced(
  lab: string,
  breaking: readonly [string, string] | undefined,
  argv: readonly string[],
) {
  expect(netlab('up', file(lab), '--quiet', '--trust')).toMatchObject({ exit: 0 });
  built = lab;
  if (breaking) {
    const [node, command] = breaking;
    execaSync('ip', ['netns', 'exec', `${lab}.${node}`, 'sh', '-ec', command]);
  }
  const { stdout, stderr } = netlab('trace', lab, ...argv, '--wait', '1', '--json');
  expect(stderr).toBe('');
  return { text: stdout, found: JSON.parse(stdout) };
}

export interface Situation {
  readonly lab: string;
  readonly argv: readonly string[];
  readonly outcome: string;
  /** The cause's node and words in its sentence; absent if the packet is answered. */
  readonly cause?: { readonly id: string; readonly node: string; readonly why: RegExp };
  /** Words that would be a wrong answer. */
  readonly never?: RegExp;
}

export const diagnose = (situations: readonly (readonly [string, Situation])[]) =>
  describe.each(situations)('%s', (_, { lab, argv, outcome, cause, never }) => {
    it(`${lab}: ${argv.join(' ')}`, () => {
      const { found, text } = traced(lab, undefined, argv);
      expect(found.outcome).toBe(outcome);
      if (cause) {
        expect(found.causes[0]).toMatchObject({ id: cause.id, node: cause.node });
        expect(found.causes[0].why).toMatch(cause.why);
      } else expect(found.causes).toEqual([]);
      if (never) expect(text).not.toMatch(never);
    });
  });
