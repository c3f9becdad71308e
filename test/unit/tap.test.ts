import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Captured } from '../../src/packet/captured.ts';
import { inOrder } from '../../src/tap/in-order.ts';

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
