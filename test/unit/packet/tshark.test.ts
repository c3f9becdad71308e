/** Every recorded packet, field by field, against what tshark reads in it; and that no field is left out of that. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writePcap } from '../../../src/packet/pcap.ts';
import { writePcapng } from '../../../src/packet/write-pcapng.ts';
import { disagreements } from './agreement.ts';
import { uncompared } from './leaves.ts';
import { fixturePath, fixtures, recorded } from './recorded.ts';
import { missing, nanoseconds, tshark } from './tshark.ts';

describe.skipIf(missing)('against tshark', () => {
  it.each(fixtures)('every packet of %s', (name) => {
    expect(disagreements(recorded(name), fixturePath(name))).toEqual([]);
  });

  it('leaves out no field: where one is altered, something else is said', () => {
    expect(uncompared(fixtures.flatMap(recorded))).toEqual([]);
  });

  it('reads back what we write, with interfaces, directions, comments and nanoseconds', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netlab-'));
    try {
      const packets = recorded('ip.pcap').map((packet, index) => ({
        ...packet,
        time: packet.time + 7n,
        interface: index % 2 === 0 ? 'node1:eth0' : 'node2:eth0',
        direction: index % 2 === 0 ? ('in' as const) : ('out' as const),
        comment: `packet ${index + 1}`,
      }));
      writeFileSync(join(folder, 'written.pcapng'), writePcapng(packets));
      writeFileSync(join(folder, 'written.pcap'), writePcap(packets));
      const fields = [
        'frame.time_epoch',
        'frame.len',
        'frame.interface_name',
        'frame.packet_flags_direction',
        'frame.comment',
      ];
      const cells = tshark(join(folder, 'written.pcapng'), fields);
      const plain = tshark(join(folder, 'written.pcap'), fields.slice(0, 2));
      const seen = cells.map((row) => ({
        time: nanoseconds(row.get('frame.time_epoch')?.[0]),
        length: Number(row.get('frame.len')?.[0]),
        interface: row.get('frame.interface_name')?.[0],
        direction: ({ 1: 'in', 2: 'out' } as Record<number, string>)[
          Number(row.get('frame.packet_flags_direction')?.[0])
        ],
        comment: row.get('frame.comment')?.[0],
      }));
      expect(seen).toEqual(
        packets.map(({ time, length, interface: name, direction, comment }) => ({
          time,
          length,
          interface: name,
          direction,
          comment,
        })),
      );
      expect(plain.map((row) => nanoseconds(row.get('frame.time_epoch')?.[0]))).toEqual(
        packets.map(({ time }) => time),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
