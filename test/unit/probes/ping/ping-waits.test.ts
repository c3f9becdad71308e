import { expect, it } from 'vitest';
import type { Outcome } from '../../../../src/model/place.ts';
import { ping } from '../../../../src/probes/ping/ping.ts';
import type { Runner } from '../../../../src/probes/probe.ts';
import { compiled } from '../../compiled.ts';

const lab = (expectation: string) => `lab: two
nodes: { a: {}, b: {} }
links: [{ name: lan, endpoints: ['a:eth0', 'b:eth0'], ipv4: [10.0.0.1/24, 10.0.0.2/24], mtu: 1400 }]
verify: [{ ping: { from: a, to: b, packet-size: 1400, df: true, expect: ${expectation} }}, { ping: { from: a, to: b } }]`;

const outcome = (stdout: string): Outcome => ({ exit: 1, stdout, stderr: '', timedOut: false });
const silence = outcome('1 packets transmitted, 0 received, 100% packet loss\n');
const tooBig = outcome(
  'ping: local error: message too long, mtu=1400\n1 packets transmitted, 0 received, +1 errors, 100% packet loss\n',
);

const runnerWith = (exec: (node: string, argv: readonly string[]) => Promise<Outcome>) =>
  ({ exec, mark: () => 10_000, typed: () => 'ping', patience: 5000, pace: 1 }) as unknown as Runner;

/** How long it waits each time, and what comes of it. */
async function run(expectation: string, answers: readonly Outcome[]) {
  const waits: string[] = [];
  const runner = runnerWith(async (_, argv) => {
    waits.push(argv[argv.indexOf('-W') + 1]!);
    return answers[waits.length - 1]!;
  });
  const [check] = compiled(lab(expectation)).lab.checks;
  return { ...(await ping.run(check!.spec, runner)), waits };
}

it('waits briefly for a packet to be too big', async () => {
  expect(await run('too-big', [tooBig])).toMatchObject({ status: 'pass', waits: ['0.1'] });
});

it('asks once more, for longer, where nothing was said', async () => {
  expect(await run('too-big', [silence, tooBig])).toMatchObject({ status: 'pass', waits: ['0.1', '1'] });
  expect(await run('too-big', [silence, silence])).toMatchObject({ status: 'fail', waits: ['0.1', '1'] });
});

it('waits for a reply a second', async () => {
  expect((await run('ok', [silence])).waits).toEqual(['1']);
});

it('asks a few pairs at once, so that silence takes the time of one', async () => {
  const waiting: (() => void)[] = [];
  const runner = runnerWith(
    () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(silence));
        if (waiting.length === 2) for (const answer of waiting) answer();
      }),
  );
  const yaml = lab('timeout, control: { df: false }').replace(
    '{ from: a, to: b,',
    '{ from: [a, b], to: [a, b],',
  );
  const [check] = compiled(yaml).lab.checks;
  expect(await ping.run(check!.spec, runner)).toMatchObject({ status: 'pass' });
});

it('counts what negative checks did not see', async () => {
  const text = `lab: three
nodes: { a: {}, b: {}, c: {} }
links: [{ name: lan, endpoints: ['a:eth0', 'b:eth0', 'c:eth0'], ipv4: [10.0.0.1/24, 10.0.0.2/24, 10.0.0.3/24] }]
verify:
  - ping: { from: [a, b], to: c, expect: timeout, control: { expect: ok } }
  - ping: { from: [a, b], to: c, expect: { received: 0 }, control: { expect: ok } }`;
  const runner = runnerWith(async () => silence);
  const saw = await Promise.all(
    compiled(text).lab.checks.map(async (check) => (await ping.run(check.spec, runner)).saw),
  );
  expect(saw).toEqual(['2 without a reply', '2 without a reply']);
});
