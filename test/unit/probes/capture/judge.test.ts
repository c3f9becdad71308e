import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../src/packet/frame.ts';
import { fenceText, isFence, isFenceOf } from '../../../../src/probes/capture/fence.ts';
import {
  type CaptureExpectation,
  judgeCapture,
  judgeTogether,
} from '../../../../src/probes/capture/judge.ts';
import { marksOf, matches } from '../../../../src/probes/capture/packet-match.ts';

const ip = (src: string, dst: string, protocol: string) =>
  ({ version: 4, src, dst, ttl: 64, protocol, tos: 0, mf: false, offset: 0, length: 84 }) as const;
const echo = (id: number): Frame => ({
  length: 98,
  ip: ip('10.0.0.1', '10.0.0.2', 'icmp'),
  icmp: { type: 'echo-request', id, seq: 1 },
});
const tcp = (...flags: string[]): Frame => ({
  length: 74,
  ip: ip('10.0.0.1', '10.0.0.2', 'tcp'),
  tcp: { 'src-port': 11, 'dst-port': 80, seq: 1, flags },
});
const vxlan = (inner: Frame): Frame => ({
  length: 148,
  ip: ip('172.18.0.11', '172.18.0.12', 'udp'),
  udp: { 'src-port': 50000, 'dst-port': 8472, length: 114 },
  vxlan: { vni: 1, port: 8472 },
  inner,
});
const arp: Frame = {
  length: 42,
  arp: {
    op: 'request',
    'sender-mac': '02:00:00:00:00:01',
    'sender-ip': '10.0.0.1',
    'target-mac': '00:00:00:00:00:00',
    'target-ip': '10.0.0.2',
  },
};

const marks = { used: true, ours: new Set([11]), known: (mark: number) => [11, 12].includes(mark) };
const wants = (part: Partial<CaptureExpectation>): CaptureExpectation => ({
  any: [],
  only: [],
  none: [],
  ...part,
});
const status = (frames: readonly Frame[], expectation: CaptureExpectation, used = true) =>
  judgeCapture(frames, expectation, { ...marks, used }).status;
const request = { icmp: { type: 'echo-request' } };
const n = (value: number) => ({ min: value, max: value });

describe('a partial packet', () => {
  it.each([
    [{ icmp: { type: 'echo-request' }, src: '10.0.0.1' }, echo(1), true],
    [{ src: '10.0.0.2' }, echo(1), false],
    [{ vxlan: { vni: 1 }, inner: { src: '10.0.0.1' } }, vxlan(echo(1)), true],
    [{ vxlan: { vni: 10 } }, vxlan(echo(1)), false],
    [{ inner: {} }, echo(1), false],
    [{ tcp: { flags: ['syn'] } }, tcp('syn'), true],
    [{ tcp: { flags: ['syn'] } }, tcp('syn', 'ack'), false],
    [{ tcp: { flags: ['syn', 'ack'] } }, tcp('syn', 'ack'), true],
    [{ tcp: { flags: ['ack'] } }, tcp('psh', 'ack'), true],
    [{ tcp: { flags: ['ack'] } }, tcp('rst', 'ack'), false],
    [{ 'dst-port': 80, ttl: 64, proto: 'tcp' }, tcp('syn'), true],
    [{ arp: { op: 'request' }, dst: '10.0.0.2' }, arp, true],
    [{ vxlan: {} }, echo(1), false],
  ])('%j: %#', (want, frame, expected) => expect(matches(want, frame)).toBe(expected));

  it('carries marks at any depth', () => {
    expect(marksOf(vxlan(echo(11)))).toEqual([50000, 8472, 11]);
    const error: Frame = {
      length: 126,
      ip: ip('10.0.0.9', '10.0.0.1', 'icmp'),
      icmp: { type: 'unreachable', quoted: tcp('syn') },
    };
    expect(marksOf(error)).toEqual([11, 80]);
  });
});

describe('presence is proved by our own packets only', () => {
  it.each([
    ['ours', [echo(11)], 'pass'],
    ["another stimulus's", [echo(12)], 'fail'],
    ['one without a mark of ours', [echo(4711)], 'fail'],
    ['nothing', [], 'fail'],
    ['ours in a tunnel', [vxlan(echo(11))], 'fail'],
  ] as const)('%s', (_, frames, expected) =>
    expect(status(frames, wants({ any: [request] }))).toBe(expected),
  );

  it('unless it has none: then all count', () =>
    expect(status([arp], wants({ any: [{ arp: { op: 'request' } }] }), false)).toBe('pass'));
  it('each pattern needs a packet', () =>
    expect(status([echo(11)], wants({ any: [request, { icmp: { type: 'echo-reply' } }] }))).toBe('fail'));
  it('and says that NAT may have hidden it', () =>
    expect(judgeCapture([echo(4711)], wants({ any: [request] }), marks).saw).toContain('marked: false'));
});

describe('absence must hold for all that is not provably foreign', () => {
  it.each([
    ['nothing', [], 'pass'],
    ['ours', [echo(11)], 'fail'],
    ["another stimulus's", [echo(12)], 'pass'],
    ['one without a mark', [echo(4711)], 'fail'],
    ['one that can have no mark', [arp], 'fail'],
  ] as const)('%s', (_, frames, expected) => expect(status(frames, wants({ none: [{}] }))).toBe(expected));
});

describe('only and count', () => {
  it.each([
    [[echo(11)], { only: [request] }, 'pass'],
    [[echo(11), tcp('syn')], { only: [request] }, 'fail'],
    [[], { only: [request] }, 'fail'],
    [[echo(11), echo(11)], { count: n(2) }, 'pass'],
    [[echo(11), echo(12)], { count: n(2) }, 'fail'],
    [[echo(11), tcp('syn')], { any: [request], count: n(1) }, 'pass'],
    [[], { count: n(0) }, 'pass'],
  ] as const)('%#', (frames, part, expected) => expect(status(frames, wants(part))).toBe(expected));
});

describe('fragments', () => {
  const piece = (id: number, offset: number, mf: boolean, of = 'udp'): Frame => ({
    length: 1514,
    ip: { ...ip('10.0.0.1', '10.0.0.2', of), id, offset, mf },
  });
  const first = (id: number, mark: number): Frame => ({
    ...piece(id, 0, true),
    udp: { 'src-port': mark, 'dst-port': 53, length: 3008 },
  });
  const offsets = (...frames: Frame[]) =>
    judgeCapture(frames, wants({ any: [{ proto: 'udp' }] }), marks).counted.map((frame) => frame.ip?.offset);

  it('are those of whoever sent the first', () =>
    expect(offsets(first(7, 11), piece(7, 1480, true), piece(7, 2960, false))).toEqual([0, 1480, 2960]));
  it('in any order', () => expect(offsets(piece(7, 1480, false), first(7, 11))).toEqual([1480, 0]));
  it("not those of another's packet, nor of another protocol, nor a whole packet", () =>
    expect(
      offsets(...[first(7, 11), first(8, 12), piece(8, 1480, false), piece(7, 1480, false, 'icmp')], {
        length: 60,
        ip: { ...ip('10.0.0.1', '10.0.0.2', 'udp'), id: 7 },
      }),
    ).toEqual([0]));
  it("of another's packet may pass where nothing may", () =>
    expect(status([first(8, 12), piece(8, 1480, false)], wants({ none: [{}] }))).toBe('pass'));
  it('without their first may not', () =>
    expect(status([piece(9, 1480, false)], wants({ none: [{}] }))).toBe('fail'));
});

describe('several interfaces together', () => {
  const reply: Frame = { ...echo(11), icmp: { type: 'echo-reply', id: 11, seq: 1 } };
  const together = (legs: readonly (readonly Frame[])[], part: Partial<CaptureExpectation>) => {
    const expectation = wants(part);
    return judgeTogether(
      legs.map((frames) => judgeCapture(frames, expectation, marks)),
      expectation,
    );
  };
  const answer = { icmp: { type: 'echo-reply' } };
  it.each([
    [[[echo(11)], [echo(11)]], { legs: n(2) }, undefined],
    [[[echo(11)], []], { legs: n(2) }, '1 packet: 1 + 0'],
    [[[echo(11)], [echo(12)]], { legs: n(1) }, undefined],
    [[[echo(11)], [echo(11)]], { legs: n(1) }, '2 packets: 1 + 1'],
    [[[echo(11)], [echo(11), reply]], { total: n(3) }, undefined],
    [[[echo(11)], [echo(11), reply]], { total: n(2) }, '3 packets: 1 + 2'],
    [[[echo(11)], [echo(11), reply]], { any: [request], total: n(2) }, undefined],
    [[[echo(11)], []], { any: [request], legs: n(1) }, undefined],
    [[[echo(11)], [reply]], { any: [request, answer], legs: n(2) }, undefined],
    [[[echo(11)], []], { any: [request, answer], total: n(1) }, '1 packet: 1 + 0'],
    [[[], []], { any: [request], total: n(0) }, '0 packets: 0 + 0'],
  ] as const)('%#', (legs, part, expected) => expect(together(legs, part)).toBe(expected));
});

describe('a fence', () => {
  const fence = (mark: number): Frame => ({
    length: 60,
    ethernet: { src: '02:00:00:00:00:01', dst: '01:80:c2:00:00:0f', type: '0x88b5' },
    payload: `${Buffer.from(fenceText(mark)).toString('hex')}0000`,
  });
  it('is its own only', () => {
    expect([
      isFenceOf(123, fence(123)),
      isFenceOf(12, fence(123)),
      isFenceOf(123, vxlan(fence(123))),
    ]).toEqual([true, false, false]);
  });
  it('is evidence of nothing, in a tunnel neither', () => {
    expect([
      isFence(fence(1)),
      isFence(vxlan(fence(1))),
      isFence(echo(11)),
      isFence(vxlan(echo(11))),
    ]).toEqual([true, true, false, false]);
  });
});
