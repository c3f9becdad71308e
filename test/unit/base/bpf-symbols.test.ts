import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bpfSymbols } from '../../../src/base/bpf-symbols.ts';

const object = readFileSync(new URL('../../netns/bpf/hooks.o', import.meta.url));

it('finds programs with their sections, and maps', () => {
  expect(bpfSymbols(object)).toEqual({
    programs: { on_connect: 'cgroup/connect4', see_packet: 'tc', see_frame: 'xdp' },
    maps: ['refused', 'seen'],
  });
});

it('refuses what is no object for BPF, however it is cut', () => {
  expect(bpfSymbols(readFileSync(process.execPath).subarray(0, 4096))).toBeUndefined();
  expect(bpfSymbols(Buffer.from('not an object'))).toBeUndefined();
  for (let length = 0; length < object.length; length += 37)
    expect(() => bpfSymbols(object.subarray(0, length))).not.toThrow();
});
