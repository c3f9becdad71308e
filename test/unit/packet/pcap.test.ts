import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/packet/captured.ts';
import { MalformedCapture } from '../../../src/packet/malformed-capture.ts';
import { pcapReader, writePcap } from '../../../src/packet/pcap.ts';
import { bytes } from './hand-made.ts';

/** One packet at 1 s and 2 fractions, 3 of 5 bytes, in the four shapes of the header. */
const LITTLE = '0200 0400 00000000 00000000 00000400 71000000 01000000 02000000 03000000 05000000 aabbcc';
const BIG = '0002 0004 00000000 00000000 00040000 00000071 00000001 00000002 00000003 00000005 aabbcc';

describe('reading pcap', () => {
  it.each([
    ['little-endian microseconds', 'd4c3b2a1', LITTLE, 1_000_002_000n],
    ['little-endian nanoseconds', '4d3cb2a1', LITTLE, 1_000_000_002n],
    ['big-endian microseconds', 'a1b2c3d4', BIG, 1_000_002_000n],
    ['big-endian nanoseconds', 'a1b23c4d', BIG, 1_000_000_002n],
  ])('reads %s', (_, magic, rest, time) => {
    const reader = pcapReader();
    expect(reader.linkType).toBeUndefined();
    expect(reader.push(bytes(magic, rest))).toEqual([
      { time, linkType: 113, length: 5, data: bytes('aabbcc') },
    ]);
    expect(reader.linkType).toBe(113);
    expect(() => reader.end()).not.toThrow();
  });

  it('knows the link type before the first packet', () => {
    const reader = pcapReader();
    expect(reader.push(bytes('d4c3b2a1', LITTLE).subarray(0, 24))).toEqual([]);
    expect(reader.linkType).toBe(113);
  });

  it('leaves the frame check sequence length out of the link type', () => {
    const reader = pcapReader();
    reader.push(bytes('a1b2c3d4 0002 0004 00000000 00000000 00040000 54000001'));
    expect(reader.linkType).toBe(1);
  });

  it.each([
    ['another magic', 'cafebabe', 0],
    ['another version', 'd4c3b2a1 0300', 0],
  ])('refuses %s', (_, head, offset) => {
    const file = new Uint8Array(24);
    file.set(bytes(head));
    expect(failure(() => pcapReader().push(file))).toMatchObject({ offset });
  });

  it('refuses a lying length at its record, keeps what came before, and stays refused', () => {
    const lie = bytes('00000000 00000000 ffffffff ffffffff');
    const reader = pcapReader();
    const error = failure(() => reader.push(Buffer.concat([bytes('d4c3b2a1', LITTLE), lie])));
    expect(error).toMatchObject({ offset: 24 + 16 + 3, captured: [{ length: 5 }] });
    expect(failure(() => reader.push(bytes('00')))).toBe(error);
    expect(failure(() => reader.end())).toBe(error);
  });

  it.each([0, 10, 24 + 15, 24 + 18])('says where a stream of %i bytes was cut', (size) => {
    const reader = pcapReader();
    reader.push(bytes('d4c3b2a1', LITTLE).subarray(0, size));
    expect(failure(() => reader.end())).toMatchObject({ offset: size < 24 ? 0 : 24 });
  });

  it('gives copies: a later chunk does not change an earlier packet', () => {
    const reader = pcapReader();
    const [first] = reader.push(bytes('d4c3b2a1', LITTLE));
    for (let i = 0; i < 2000; i++) reader.push(bytes('01000000 02000000 03000000 05000000 ddeeff'));
    expect(first?.data).toEqual(bytes('aabbcc'));
  });
});

const packets: fc.Arbitrary<Captured[]> = fc.array(
  fc
    .record({
      time: fc.bigInt(0n, (1n << 32n) * 1_000_000_000n - 1n),
      data: fc.uint8Array({ maxLength: 300 }),
      cut: fc.nat(9),
    })
    .map(({ time, data, cut }) => ({ time, linkType: 101, data, length: data.length + cut })),
  { minLength: 1, maxLength: 20 },
);

describe('writing pcap', () => {
  it('gives back what was written, however the stream is chunked', () => {
    fc.assert(
      fc.property(packets, fc.infiniteStream(fc.integer({ min: 1, max: 400 })), (written, sizes) => {
        const file = writePcap(written);
        const reader = pcapReader();
        const read: Captured[] = [];
        for (let at = 0; at < file.length; ) {
          const size = sizes.next().value ?? 1;
          read.push(...reader.push(file.subarray(at, at + size)));
          at += size;
        }
        reader.end();
        expect(read).toEqual(written);
      }),
    );
  });

  it('reads a long stream of single bytes', () => {
    const written = [{ time: 5n, linkType: 1, length: 100_000, data: new Uint8Array(100_000).fill(7) }];
    const reader = pcapReader();
    const read: Captured[] = [];
    for (const byte of writePcap(written)) read.push(...reader.push(Uint8Array.of(byte)));
    expect(read).toEqual(written);
  });

  it('writes an empty file that says Ethernet', () => {
    const reader = pcapReader();
    expect(reader.push(writePcap([]))).toEqual([]);
    expect(reader.linkType).toBe(1);
  });

  it('refuses two link types and times that have no place', () => {
    const packet = { time: 0n, linkType: 1, length: 0, data: new Uint8Array() };
    expect(() => writePcap([packet, { ...packet, linkType: 101 }])).toThrow('one link type');
    expect(() => writePcap([{ ...packet, time: -1n }])).toThrow(RangeError);
  });

  it('survives any bytes: packets, or a malformed capture', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const reader = pcapReader();
        try {
          reader.push(bytes('d4c3b2a1', LITTLE));
          reader.push(noise);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedCapture);
        }
      }),
    );
  });
});

function failure(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedCapture);
    return error;
  }
  throw new Error('nothing was refused');
}
