import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/packet/captured.ts';
import { MalformedCapture } from '../../../src/packet/malformed-capture.ts';
import { readPcapng } from '../../../src/packet/pcapng.ts';
import { writePcapng } from '../../../src/packet/write-pcapng.ts';
import { bytes } from './hand-made.ts';

const SECTION = '0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c';
const LITTLE_SECTION = '0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffffffffffff 1c000000';
/** Raw IP, snap length 2, no options: microseconds. */
const INTERFACE = '00000001 00000014 00650000 00000002 00000014';
/** Ethernet, "eth0", resolution 2^-10 s, time offset 1 s. */
const NAMED =
  '00000001 00000034 00010000 00000000 00020004 65746830 00090001 8a000000 000e0008 0000000000000001 00000000 00000034';
const PACKET = '00000006 00000024 00000000 00000000 00000003 00000002 00000005 aabb0000 00000024';

describe('reading pcapng', () => {
  it.each([
    [
      'a packet of a nameless interface',
      [SECTION, INTERFACE, PACKET],
      { time: 3000n, linkType: 101, length: 5 },
    ],
    [
      'a name, a power-of-two resolution, an offset',
      [SECTION, NAMED, PACKET],
      { time: 1_002_929_687n, linkType: 1, length: 5, interface: 'eth0' },
    ],
    [
      'comment and direction',
      [
        SECTION,
        INTERFACE,
        '00000006 00000034 00000000 00000000 00000000 00000002 00000002 aabb0000 00010002 68690000 00020004 00000002 00000034',
      ],
      { time: 0n, linkType: 101, length: 2, comment: 'hi', direction: 'out' },
    ],
    [
      'a block of an unknown kind before it',
      [SECTION, INTERFACE, '00000bad 00000010 01020304 00000010', PACKET],
      { time: 3000n, linkType: 101, length: 5 },
    ],
    [
      'a simple packet, cut by the snap length',
      [SECTION, INTERFACE, '00000003 00000014 00000009 aabb0000 00000014'],
      { time: 0n, linkType: 101, length: 9 },
    ],
    [
      'an obsolete packet',
      [
        SECTION,
        INTERFACE,
        '00000002 00000024 00000000 00000000 00000003 00000002 00000005 aabb0000 00000024',
      ],
      { time: 3000n, linkType: 101, length: 5 },
    ],
    [
      'a second section of the other byte order, with interfaces of its own',
      [
        SECTION,
        NAMED,
        LITTLE_SECTION,
        '01000000 14000000 65000000 00000000 14000000',
        '06000000 24000000 00000000 00000000 03000000 02000000 05000000 aabb0000 24000000',
      ],
      { time: 3000n, linkType: 101, length: 5 },
    ],
  ])('reads %s', (_, file, packet) => {
    expect(readPcapng(bytes(...file))).toEqual([{ ...packet, data: bytes('aabb') }]);
  });

  it.each([
    ['an empty file', [], 0],
    ['another magic', ['d4c3b2a1 00000000 00000000'], 0],
    ['no byte-order magic', ['0a0d0d0a 0000001c 00000000 00010000 ffffffffffffffff 0000001c'], 0],
    ['a section that is too short', ['0a0d0d0a 0000000c 1a2b3c4d'], 0],
    ['a block of no length', [SECTION, '00000006 00000000 00000000'], 28],
    ['a block of odd length', [SECTION, '00000bad 0000000d 00 0000000d'], 28],
    ['a block that lies about its length', [SECTION, '00000006 fffffffc 00000000 00000000'], 28],
    ['two lengths that differ', [SECTION, '00000006 0000000c 00000010'], 28],
    ['a cut last block', [SECTION, INTERFACE, PACKET.slice(0, 40)], 48],
    ['half a block head', [SECTION, INTERFACE, '00000006'], 48],
    ['a packet of no interface', [SECTION, PACKET], 28],
    ['a packet that lies about its length', [SECTION, INTERFACE, PACKET.replace('00000002', 'fffffff0')], 48],
    ['a packet block that is too short', [SECTION, INTERFACE, '00000006 0000000c 0000000c'], 48],
    ['an interface block that is too short', [SECTION, '00000001 0000000c 0000000c'], 28],
    ['an option that lies about its length', [SECTION, NAMED.replace('00020004', '0002ff00')], 28],
    ['a simple packet that lies', [SECTION, NAMED, '00000003 00000014 00000009 aabb0000 00000014'], 80],
  ])('refuses %s and says where', (_, file, offset) => {
    expect(() => readPcapng(bytes(...file))).toThrow(
      expect.objectContaining({ name: 'MalformedCapture', offset }),
    );
  });

  it('hands over the packets before the broken block', () => {
    try {
      readPcapng(bytes(SECTION, INTERFACE, PACKET, '00'));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ captured: [{ length: 5 }], offset: 84 });
    }
  });

  it('survives any damage to a file', () => {
    const file = bytes(SECTION, NAMED, PACKET, INTERFACE, PACKET);
    const damage = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(damage, fc.nat(file.length), (changes, cut) => {
        const damaged = file.slice(0, cut);
        for (const [at, value] of changes) if (at < cut) damaged[at] = value;
        try {
          readPcapng(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedCapture);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('writing pcapng', () => {
  const packet: fc.Arbitrary<Captured> = fc
    .record(
      {
        time: fc.bigInt(0n, (1n << 64n) - 1n),
        linkType: fc.constantFrom(1, 101, 276),
        data: fc.uint8Array({ maxLength: 50 }),
        interface: fc.string({ unit: 'grapheme', maxLength: 15 }),
        direction: fc.constantFrom('in', 'out'),
        comment: fc.string({ unit: 'grapheme' }),
      },
      { requiredKeys: ['time', 'linkType', 'data'] },
    )
    .map((fields) => ({ ...fields, length: fields.data.length + 3 }));

  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(packet), (packets) => {
        expect(readPcapng(writePcapng(packets))).toEqual(packets);
      }),
    );
  });

  it('writes one interface block for each interface', () => {
    const one = { time: 1n, linkType: 1, length: 0, data: new Uint8Array() };
    const file = writePcapng([
      { ...one, interface: 'node1:eth0' },
      { ...one, interface: 'node2:eth0' },
      { ...one, interface: 'node1:eth0' },
    ]);
    const text = Buffer.from(file).toString('latin1');
    expect(text.split('node1:eth0')).toHaveLength(2);
    expect(readPcapng(file).map((read) => read.interface)).toEqual([
      'node1:eth0',
      'node2:eth0',
      'node1:eth0',
    ]);
  });

  it('refuses a time that has no place', () => {
    expect(() => writePcapng([{ time: -1n, linkType: 1, length: 0, data: new Uint8Array() }])).toThrow(
      RangeError,
    );
  });
});
