/**
 * What one interface's packets say. Pure. A packet is `ours` when it carries a mark of the stimulus at any depth, and `foreign`
 * when it carries that of another stimulus of the run and none of ours. Presence is proved by ours only, absence must hold for
 * everything that is not provably foreign: a packet whose mark NAT or encryption hid may well be ours.
 */
import type { Status } from '../model/report.ts';
import type { Frame } from '../packet/frame.ts';
import { summarize } from '../packet/summary.ts';
import { marksOf, matches, type Want } from './packet-match.ts';
import { holds, type Range } from './range.ts';

export interface CaptureExpectation {
  /** For each of these there is a packet. */
  readonly any: readonly Want[];
  /** Every packet is like one of these, and there is one. */
  readonly only: readonly Want[];
  /** No packet is like one of these. */
  readonly none: readonly Want[];
  /** How many packets are like one of `any`, or were seen at all. */
  readonly count?: Range;
}

export interface Marks {
  /** False: what the stimulus sends cannot be known by a mark, and the probe runs alone. */
  readonly used: boolean;
  readonly ours: ReadonlySet<number>;
  readonly known: (mark: number) => boolean;
}

export interface Judgement {
  readonly status: Status;
  readonly saw: string;
  /** The packets that were judged, those that matter first. */
  readonly packets: readonly Frame[];
}

export function judgeCapture(frames: readonly Frame[], expect: CaptureExpectation, marks: Marks): Judgement {
  const near = frames.filter((frame) => !isForeign(frame, marks));
  const ours = marks.used
    ? near.filter((frame) => marksOf(frame).some((mark) => marks.ours.has(mark)))
    : near;
  const like = (wants: readonly Want[]) => (frame: Frame) => wants.some((want) => matches(want, frame));
  const fail = (saw: string, packets: readonly Frame[]): Judgement => ({ status: 'fail', saw, packets });
  const hidden = ours.length === 0 && near.some(like([...expect.any, ...expect.only]));
  const hint = hidden
    ? ': packets like it carry no mark of the stimulus (say marked: false where NAT or encryption hides it)'
    : '';

  const unwanted = near.filter(like(expect.none));
  if (unwanted.length > 0) return fail(`${unwanted.length} x ${summarize(unwanted[0]!)}`, unwanted);
  const missing = expect.any.find((want) => !ours.some((frame) => matches(want, frame)));
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
  const counted = expect.any.length > 0 ? ours.filter(like(expect.any)) : ours;
  if (expect.count && !holds(expect.count, counted.length)) return fail(packets(counted.length), counted);
  const shown = counted.length > 0 && expect.any.length > 0 ? counted : expect.only.length > 0 ? ours : [];
  const number = expect.count ? packets(counted.length) : '';
  const example = shown[0] ? summarize(shown[0]) : '';
  return {
    status: 'pass',
    saw: [number, example].filter((text) => text !== '').join(': ') || 'none',
    packets: [...shown, ...near],
  };
}

function isForeign(frame: Frame, marks: Marks): boolean {
  const carried = marksOf(frame);
  return !carried.some((mark) => marks.ours.has(mark)) && carried.some(marks.known);
}

const packets = (count: number): string => `${count} ${count === 1 ? 'packet' : 'packets'}`;
