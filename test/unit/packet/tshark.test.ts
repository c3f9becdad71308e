/**
 * Every recorded packet, field by field, against what tshark reads in it. The fields are those of
 * tshark-fields.ts; of packets in packets both sides list the outermost first.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dissect } from '../../../src/packet/dissect.ts';
import type { Frame } from '../../../src/packet/frame.ts';
import { writePcap } from '../../../src/packet/pcap.ts';
import { writePcapng } from '../../../src/packet/write-pcapng.ts';
import { fixturePath, fixtures, recorded } from './recorded.ts';
import { ROWS, short, type Value } from './tshark-fields.ts';

const missing = spawnSync('tshark', ['--version']).error !== undefined;
if (missing) console.warn('skipped: tshark is not installed, so no comparison with it');

/** The frame and all within it, outermost first. */
const nested = (frame: Frame): Frame[] => [
  frame,
  ...[frame.icmp?.quoted, frame.inner].flatMap((within) => (within ? nested(within) : [])),
];

const OPTIONS = [
  '-n',
  '-d',
  'udp.port==8472,vxlan',
  '-o',
  'ip.defragment:FALSE',
  '-o',
  'ipv6.defragment:FALSE',
  '-o',
  'ip.check_checksum:TRUE',
];

function tshark(file: string, fields: readonly string[]): Map<string, string[]>[] {
  const shape = ['-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=|', '-E', 'separator=/t'];
  const argv = [...OPTIONS, '-r', file, ...shape, ...fields.flatMap((field) => ['-e', field])];
  const lines = execFileSync('tshark', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split(
    '\n',
  );
  return lines.slice(0, -1).map((line) => {
    const cells = line.split('\t').map((cell) => (cell === '' ? [] : cell.split('|')));
    return new Map(fields.map((field, index) => [field, cells[index] ?? []]));
  });
}

/** tshark's numbers are decimal, hexadecimal or, in later versions, True and False. */
function like(sample: Value, text: string): Value {
  if (typeof sample !== 'number') return short(text);
  return Number(({ True: '1', False: '0' } as Record<string, string>)[text] ?? text);
}

const nanoseconds = (epoch: string | undefined): bigint => BigInt((epoch ?? '').replace('.', ''));

describe.skipIf(missing)('against tshark', () => {
  it.each(fixtures)('every packet of %s', (name) => {
    const packets = recorded(name);
    const fields = ROWS.flatMap(([field]) => field);
    const more = [
      'frame.interface_name',
      'frame.time_epoch',
      'frame.len',
      'frame.cap_len',
      'ip.checksum.status',
      'icmp.checksum.status',
    ];
    const theirs = tshark(fixturePath(name), [...fields, ...more, 'icmpv6.checksum.status']);
    expect(theirs).toHaveLength(packets.length);
    theirs.forEach((cells, index) => {
      const packet = packets[index]!;
      const top = dissect(packet);
      const frames = nested(top);
      const at = `packet ${index + 1}`;
      for (const [names, value] of ROWS) {
        const ours = frames.flatMap((frame) => value(frame)).filter((one) => one !== undefined);
        const listed = [names].flat().flatMap((one) => cells.get(one) ?? []);
        const read = listed.map((text) => like(ours[0], text));
        // Of a header that the snap length cut tshark reads the beginning, and we nothing.
        expect(ours, `${at}: ${[names].flat().join()}`).toEqual(
          top.truncated ? read.slice(0, ours.length) : read,
        );
      }
      expect(packet.time, at).toBe(nanoseconds(cells.get('frame.time_epoch')?.[0]));
      expect(packet.interface, at).toBe(cells.get('frame.interface_name')?.[0]);
      expect(`${top.length}`, at).toBe(cells.get('frame.len')?.[0]);
      expect(top.truncated === true, at).toBe(
        cells.get('frame.len')?.[0] !== cells.get('frame.cap_len')?.[0],
      );
      expect(
        frames.filter(({ malformed }) => malformed),
        at,
      ).toEqual([]);
      const bad = (field: string) => (cells.get(field) ?? []).filter((status) => status === '0').length;
      expect(
        frames.filter(({ ip }) => ip?.['bad-checksum']),
        at,
      ).toHaveLength(bad('ip.checksum.status'));
      // tshark also judges what a tunnel carries in a first fragment, where the rest is missing.
      const begun = top.ip?.mf === true && top.inner !== undefined;
      const icmpBad = begun ? 0 : bad('icmp.checksum.status') + bad('icmpv6.checksum.status');
      expect(
        frames.filter(({ icmp }) => icmp?.['bad-checksum']),
        at,
      ).toHaveLength(icmpBad);
    });
  });

  it('has a recorded packet for every field', () => {
    const frames = fixtures.flatMap(recorded).flatMap((packet) => nested(dissect(packet)));
    const unseen = ROWS.filter(([, value]) =>
      frames.every((frame) => [value(frame)].flat().every((one) => one === undefined)),
    );
    expect(unseen.map(([names]) => names)).toEqual([]);
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
