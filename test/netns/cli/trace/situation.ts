/** A lab of this folder, built, perhaps broken in one node, and traced. */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, expect } from 'vitest';
import { netlab } from './traced.ts';

const files: Readonly<Record<string, string>> = { loop: 'routing-loop', midway: 'dnat-lost-midway' };
const file = (lab: string) => `test/netns/cli/trace/situations/${files[lab] ?? lab}.yaml`;

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.js']);
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
    execFileSync('ip', ['netns', 'exec', `${lab}.${node}`, 'sh', '-ec', command], { encoding: 'utf8' });
  }
  const { stdout, stderr } = netlab('trace', lab, ...argv, '--wait', '1', '--json');
  expect(stderr).toBe('');
  return { text: stdout, found: JSON.parse(stdout) };
}
