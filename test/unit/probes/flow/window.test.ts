// The time of a flow in the last look of a window, which has little of it left.
import { expect, test } from 'vitest';
import { probes } from '../../../../src/probes/index.ts';
import type { Runner } from '../../../../src/probes/probe.ts';
import { compiled } from '../../compiled.ts';

const lab = (outcome: string) => `
lab: x
nodes: { a: {}, b: { serve: [80/tcp] } }
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify:
  - tcp: { from: a, to: b, port: 81, wait: 2, expect: ${outcome}${outcome === 'ok' ? '' : ', control: { port: 80 }'} }
`;

test.each([
  ['ok', 1, 0.1],
  ['timeout', 1, 0.1],
  ['refused', 1, 2],
  ['prohibited', 1, 2],
  ['refused', 4, 8],
])('%s, in a place that is %i times slower: %d s', async (outcome, pace, seconds) => {
  const [check] = compiled(lab(outcome)).lab.checks;
  const asked: { readonly timeout: number }[] = [];
  const runner = {
    ...{ pace, patience: 100, mark: () => 10_000, typed: () => '' },
    exec(_node: string, _argv: readonly string[], { input }: { readonly input: string }) {
      asked.push(...JSON.parse(input));
      return Promise.resolve({ exit: 0, stdout: '', stderr: '' });
    },
  };
  await probes.get('tcp').run(check!.spec, runner as unknown as Runner);
  expect(asked.map(({ timeout }) => timeout)).toEqual([seconds]);
});
