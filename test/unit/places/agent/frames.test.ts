import { expect, it } from 'vitest';
import { Frames, frame } from '../../../../src/places/agent/frames.ts';
import { Lines, Queue } from '../../../../src/places/process/queue.ts';

it('reads frames from chunks of any size', () => {
  const sent = Buffer.concat([
    frame(1, 'q', '{"op":"ü"}'),
    frame(2, 's', 'INT'),
    frame(70_000, 'w', '65536'),
    frame(0, 'p'),
  ]);
  for (let size = 1; size <= sent.length; size++) {
    const frames = new Frames();
    const read: string[] = [];
    for (let at = 0; at < sent.length; at += size)
      for (const { number, kind, payload } of frames.read(sent.subarray(at, at + size)))
        read.push(`${number} ${kind} ${payload.toString()}`);
    expect(read, `${size} bytes at a time`).toEqual(['1 q {"op":"ü"}', '2 s INT', '70000 w 65536', '0 p ']);
  }
});

it('keeps what comes until it is read, and ends', async () => {
  const queue = new Queue<number>();
  queue.push(1, 2);
  setTimeout(() => {
    queue.push(3);
    queue.end();
  }, 5);
  const read: number[] = [];
  for await (const one of queue) read.push(one);
  expect(read).toEqual([1, 2, 3]);
});

it('gives a last line that has no line break', async () => {
  const lines = new Lines();
  for (const chunk of ['a', 'b\n\nc', '\nd']) lines.write(chunk);
  lines.end();
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  expect(read).toEqual(['ab', '', 'c', 'd']);
});
