// How often a positive check is looked at when its deadline is over before it begins: the machine is slow then, and not the network.
import { describe, test } from 'vitest';
import type { Place } from '../../../src/model/place.ts';
import { marks } from '../../../src/verify/marks.ts';
import { runPositive } from '../../../src/verify/positive.ts';
import { compiled, withRed } from '../compiled.ts';

const { lab, plan } = compiled(
  withRed(
    {},
    {
      verify: [
        { ping: { from: 'red', to: 'blue' } },
        { ping: { from: 'red', to: 'blue', wait: 5 } },
        { ping: { from: 'red', to: 'blue', wait: 5, within: 2 } },
      ],
    },
  ),
);
const reply = `64 bytes from 192.0.2.2: icmp_seq=1 ttl=64 time=0.1 ms

1 packets transmitted, 1 received, 0% packet loss, time 0ms`;
const none = '1 packets transmitted, 0 received, 100% packet loss, time 0ms';

/** Looks, each of which takes longer than a late check has, and what each sees. */
function late(outputs: readonly string[], pace: number, hurry?: () => number, check = lab.checks[0]!) {
  const asked: (readonly string[])[] = [];
  const run: Place['run'] = async ({ argv }) => {
    asked.push(argv);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    return { exit: 0, stdout: outputs[asked.length - 1] ?? none, stderr: '', timedOut: false };
  };
  const context = {
    ...{ plan, place: { run, pace } as Place, marks: marks(), began: performance.now() - 60_000 },
    ...{ longest: 60_000, ...(hurry ? { hurry } : {}) },
  };
  const found = runPositive(check, context, new AbortController().signal);
  return found.then(({ verdict, attempts }) => ({ status: verdict.status, attempts, asked }));
}

// Side by side, because all of it is waiting.
describe.concurrent('a check whose deadline is over', () => {
  test('one look that failed is not the last', async ({ expect }) => {
    expect(await late([none, reply], 1)).toMatchObject({ status: 'pass', attempts: 2 });
    expect(await late([none, none, reply], 1)).toMatchObject({ status: 'fail', attempts: 2 });
  });

  test('what could not run is tried once more', async ({ expect }) => {
    expect(await late(['', reply], 1)).toMatchObject({ status: 'pass', attempts: 2 });
    expect(await late(['', ''], 1)).toMatchObject({ status: 'error', attempts: 2 });
  });

  test('whoever hurries it has one look', async ({ expect }) => {
    expect(await late([none, reply], 1, () => 500)).toMatchObject({ status: 'fail', attempts: 1 });
  });

  test.for([
    [1, '1'],
    [4, '4'],
  ] as const)(
    'where programs take %i times longer, a reply has %s s',
    async ([pace, seconds], { expect }) => {
      const { asked } = await late([reply], pace);
      expect(asked[0]!.join(' ')).toContain(`-W ${seconds} `);
    },
  );

  test('a reply has the time that the lab gives it, up to within', async ({ expect }) => {
    const waits = async (check: number) => (await late([reply], 1, undefined, lab.checks[check])).asked[0];
    expect((await waits(1))?.join(' ')).toContain('-W 5 ');
    expect((await waits(2))?.join(' ')).toContain('-W 2 ');
  });
});
