/**
 * Judges the packets of one interface. Pure. A packet is `ours` if it has a flow id of the probe under `while`, at any
 * depth. It is `foreign` if it has only the flow id of another probe in this run. Only `ours` prove presence. Absence
 * must hold for all packets that are not provably foreign, because NAT or encryption may hide a flow id.
 */
import type { Status } from '../../model/report.ts';
import type { Frame } from '../../packet/frame.ts';
import { summarize } from '../../packet/summary.ts';
import { holds, type Range } from '../range.ts';
import { datagramOf, marksOf, matches, type Want } from './packet-match.ts';

export interface CaptureExpectation {
  /** Each of these matches a packet. */
  readonly any: readonly Want[];
  /** Every packet matches one of these, and there is at least one packet. */
  readonly only: readonly Want[];
  /** None of these matches a packet. */
  readonly none: readonly Want[];
  /** The number of packets that match `any`; without `any`, of all packets. */
  readonly count?: Range;
  /** The same number, summed over all watched interfaces. */
  readonly total?: Range;
  /**
   * The number of interfaces with such a packet. With `legs` or `total`, packets of `any` may be on any of the
   * interfaces.
   */
  readonly legs?: Range;
}

export interface OwnedMarks {
  /** False if the packets of the probe under `while` have no flow id. The check then runs alone. */
  readonly used: boolean;
  readonly ours: ReadonlySet<number>;
  readonly known: (mark: number) => boolean;
}

export interface Judgement {
  readonly status: Status;
  readonly saw: string;
  /** The judged packets, the decisive ones first. */
  readonly packets: readonly Frame[];
  /** The packets that `count` and `total` count. */
  readonly counted: readonly Frame[];
}

export function judgeCapture(
  frames: readonly Frame[],
  expect: CaptureExpectation,
  marks: OwnedMarks,
): Judgement {
  const whose = owners(frames, marks);
  const near = frames.filter((frame) => whose(frame) !== 'foreign');
  const ours = marks.used ? near.filter((frame) => whose(frame) === 'ours') : near;
  const like = (wants: readonly Want[]) => (frame: Frame) => wants.some((want) => matches(want, frame));
  const counted = expect.any.length > 0 ? ours.filter(like(expect.any)) : ours;
  const fail = (saw: string, packets: readonly Frame[]): Judgement => ({
    ...{ status: 'fail', saw, packets, counted },
  });
  const hidden = ours.length === 0 && near.some(like([...expect.any, ...expect.only]));
  const hint = hidden
    ? ': matching packets have no flow id of the probe under while (set marked: false if NAT or encryption hides it)'
    : '';

  const unwanted = near.filter(like(expect.none));
  if (unwanted.length > 0) return fail(`${unwanted.length} x ${summarize(unwanted[0]!)}`, unwanted);
  const together = expect.total !== undefined || expect.legs !== undefined;
  const missing = !together && expect.any.find((want) => !ours.some((frame) => matches(want, frame)));
  if (missing)
    return fail(
      ours.length > 0 ? `no such packet, but ${summarize(ours[0]!)}` : `no packet${hint}`,
      ours.length > 0 ? ours : near,
    );
  if (expect.only.length > 0) {
    const other = ours.find((frame) => !like(expect.only)(frame));
    if (other) return fail(summarize(other), [other, ...ours]);
    if (ours.length === 0) return fail(`no packet${hint}`, near);
  }
  if (expect.count && !holds(expect.count, counted.length)) return fail(packets(counted.length), counted);
  const shown = counted.length > 0 && expect.any.length > 0 ? counted : expect.only.length > 0 ? ours : [];
  const number = expect.count ? packets(counted.length) : '';
  const example = shown[0] ? summarize(shown[0]) : '';
  return {
    status: 'pass',
    saw: [number, example].filter((text) => text !== '').join(': ') || 'none',
    packets: [...shown, ...near],
    counted,
  };
}

/** Judges all interfaces together, after each has passed. Returns undefined if they pass, else the packets seen. */
export function judgeTogether(
  judgements: readonly Judgement[],
  { any, total, legs }: CaptureExpectation,
): string | undefined {
  if (!total && !legs) return undefined;
  const counted = judgements.map((one) => one.counted);
  const all = counted.flat();
  const carrying = counted.filter((frames) => frames.length > 0).length;
  const right =
    any.every((want) => all.some((frame) => matches(want, frame))) &&
    (!total || holds(total, all.length)) &&
    (!legs || holds(legs, carrying));
  return right ? undefined : sayTogether(judgements);
}

/** `32 packets: 15 + 17` */
export const sayTogether = (judgements: readonly Judgement[]): string => {
  const counts = judgements.map((one) => one.counted.length);
  return `${packets(counts.reduce((a, b) => a + b, 0))}: ${counts.join(' + ')}`;
};

type Owner = 'ours' | 'foreign' | undefined;

/** The owner of a packet. A fragment has the owner of the first fragment of its packet. */
function owners(frames: readonly Frame[], marks: OwnedMarks): (frame: Frame) => Owner {
  const marked = (frame: Frame): Owner => {
    const carried = marksOf(frame);
    if (carried.some((mark) => marks.ours.has(mark))) return 'ours';
    return carried.some(marks.known) ? 'foreign' : undefined;
  };
  const datagrams = new Map<string, Owner>();
  for (const frame of frames) {
    const datagram = datagramOf(frame);
    const owner = marked(frame);
    if (datagram !== undefined && owner) datagrams.set(datagram, owner);
  }
  return (frame) => marked(frame) ?? datagrams.get(datagramOf(frame) ?? '');
}

const packets = (count: number): string => `${count} ${count === 1 ? 'packet' : 'packets'}`;
