import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Command, Stream } from '../../src/model/place.ts';
import type { Captured } from '../../src/packet/captured.ts';
import { inOrder } from '../../src/tap/in-order.ts';
import { TapFault, tap } from '../../src/tap/tap.ts';

const at = (time: number): Captured => ({
  time: BigInt(time),
  linkType: 1,
  length: 0,
  data: new Uint8Array(),
});

it('hands packets on in the order of their times, though they come in another', async () => {
  const seen: number[] = [];
  const order = inOrder(({ time }) => seen.push(Number(time)));
  for (const time of [3, 1, 2]) order.push(at(time));
  expect(seen).toEqual([]);
  await wait(600);
  expect(seen).toEqual([1, 2, 3]);
  for (const time of [9, 8]) order.push(at(time));
  order.end();
  expect(seen).toEqual([1, 2, 3, 8, 9]);
});

async function* of<T>(...all: readonly T[]) {
  yield* all;
}

it('gives a filter as no option, and reports output that is no capture', async () => {
  const argvs: (readonly string[])[] = [];
  const open = ({ argv }: Command): Stream => {
    argvs.push(argv);
    const ended = { exit: 0, stdout: '', stderr: '', timedOut: false };
    return {
      ...{ stdout: of(Buffer.from('Usage: tcpdump [-AbdDef]\n')), stderr: of<string>() },
      ...{ done: Promise.resolve(ended), interrupt: () => {}, kill: () => {} },
    };
  };
  const at = [{ node: { name: 'a', namespace: 'x.a' }, interface: 'eth0' }];
  const taps = tap(open, at, { filter: '-w/tmp/x' }, () => {});
  await expect(taps.listening).rejects.toThrow(TapFault);
  await expect(taps.done).rejects.toThrow(TapFault);
  expect(argvs[0]!.slice(-2)).toEqual(['--', '-w/tmp/x']);
});
