/**
 * Runs a capture: starts all tcpdumps, runs the probe under `while`, and sends the fence if the result depends on
 * absence or a count.
 */
import type { Evidence, Verdict } from '../../model/report.ts';
import type { Frame } from '../../packet/frame.ts';
import { summarize } from '../../packet/summary.ts';
import { writePcapng } from '../../packet/write-pcapng.ts';
import fenceProgram from '../../programs/fence.py';
import { python } from '../../programs/run-python.ts';
import { couldNotRun } from '../could-not-run.ts';
import type { Runner } from '../probe.ts';
import { stimulate } from '../stimulus.ts';
import { fenceText, withFence } from './fence.ts';
import {
  type CaptureExpectation,
  type Judgement,
  judgeCapture,
  judgeTogether,
  type OwnedMarks,
  sayTogether,
} from './judge.ts';
import { type Listener, listen } from './listener.ts';
import type { CaptureQuestion } from './question.ts';

interface Watch {
  readonly node: string;
  readonly dev: string;
  readonly listener: Listener;
  readonly said: () => Promise<Verdict>;
  readonly command: string;
}

/** Deadline for a program to start or exit. It only prevents hangs. */
const startsWithin = 10_000;
const fenceWithin = 3000;
const packetsShown = 20;

export async function runCapture(question: CaptureQuestion, runner: Runner): Promise<Verdict> {
  const watches = question.at.map(({ node, dev }) => watch(node, dev, question, runner));
  try {
    for (const one of watches)
      if (!(await one.listener.listening(startsWithin * runner.pace))) return await one.said();
    const ours = new Set<number>();
    const failed = await stimulate(question.stimulus, runner, (mark) => ours.add(mark));
    if (failed) return failed;
    const marks: OwnedMarks = {
      used: question.marked && ours.size > 0,
      ours,
      known: (mark) => runner.marked(mark),
    };
    const judge = (one: Watch) => judgeCapture(one.listener.frames, question.expect, marks);
    const { only, none, count, total, legs } = question.expect;
    const counting = [count, total, legs].some((wanted) => wanted !== undefined);
    const final = only.length + none.length > 0 || counting;
    if (final || watches.some((one) => judge(one).status !== 'pass')) {
      const faults = await Promise.all(watches.map((one) => fence(one, runner)));
      const lost = (await Promise.all(watches.map((one) => one.listener.stop()))).find((text) => text);
      const fault = lost ?? faults.find((text) => text !== undefined);
      if (fault) return error(fault, watches);
    } else {
      const lost = (await Promise.all(watches.map((one) => one.listener.stop()))).find((text) => text);
      if (lost) return error(lost, watches);
    }
    return sumUp(watches, watches.map(judge), question.expect);
  } finally {
    for (const one of watches) one.listener.kill();
  }
}

function watch(node: string, dev: string, question: CaptureQuestion, runner: Runner): Watch {
  const filter = withFence(question.filter);
  const argv = [
    ...['tcpdump', '-i', dev, '-nn', '-U', '--immediate-mode', '-s', '2048', '-w', '-'],
    ...(filter ? ['--', filter] : []),
  ];
  const stream = runner.open(node, argv);
  const listener = listen(stream, { ports: question.ports, pace: runner.pace });
  const command = runner.typed(node, ['tcpdump', '-nni', dev, ...(question.filter ? [question.filter] : [])]);
  return {
    node,
    dev,
    listener,
    command,
    async said() {
      listener.kill();
      const outcome = await stream.done;
      const stderr = listener.said.join('\n') || outcome.stderr;
      return { ...couldNotRun('tcpdump', { ...outcome, stderr }), evidence: [{ command, output: stderr }] };
    },
  };
}

/** Returns the error, if there is one. */
async function fence(one: Watch, runner: Runner): Promise<string | undefined> {
  const mark = runner.mark();
  const argv = python(fenceProgram, one.dev, fenceText(mark));
  const outcome = await runner.exec(one.node, argv, { timeout: startsWithin });
  if (outcome.exit !== 0) return couldNotRun('python3 (the fence)', outcome).saw;
  if (await one.listener.fence(mark, fenceWithin * runner.pace)) return undefined;
  return `the fence sent out of ${one.node}:${one.dev} was not captured there (is the interface up, with a carrier?), so the capture may be incomplete`;
}

const error = (saw: string, watches: readonly Watch[]): Verdict => ({
  status: 'error',
  saw: saw.startsWith('the probe could not run') ? saw : `the probe could not run: ${saw}`,
  evidence: watches.map((one) => evidence(one, one.listener.frames)),
  packets: packetsOf(watches),
});

/** The packets of all interfaces in the order of time, each with the name of its interface. */
function packetsOf(watches: readonly Watch[]): string {
  const all = watches.flatMap(({ node, dev, listener }) =>
    listener.packets.map((packet) => ({ ...packet, interface: `${node}:${dev}` })),
  );
  const inOrder = all.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return Buffer.from(writePcapng(inOrder)).toString('base64');
}

function sumUp(
  watches: readonly Watch[],
  judgements: readonly Judgement[],
  expect: CaptureExpectation,
): Verdict {
  const wrong = judgements.findIndex((judgement) => judgement.status !== 'pass');
  const shown = Math.max(wrong, 0);
  const together = wrong < 0 ? judgeTogether(judgements, expect) : undefined;
  const where = watches.length > 1 && wrong >= 0 ? `${watches[wrong]!.node}:${watches[wrong]!.dev}: ` : '';
  return {
    status: together === undefined ? judgements[shown]!.status : 'fail',
    saw:
      together ??
      (wrong < 0 && (expect.total || expect.legs)
        ? sayTogether(judgements)
        : `${where}${judgements[shown]!.saw}`),
    evidence: watches.map((one, i) => evidence(one, judgements[i]!.packets)),
    packets: packetsOf(watches),
  };
}

function evidence({ command }: Watch, frames: readonly Frame[]): Evidence {
  const distinct = [...new Set(frames)];
  const lines = distinct.slice(0, packetsShown).map(summarize);
  const more = distinct.length > packetsShown ? [`... ${distinct.length - packetsShown} more`] : [];
  return { command, output: [...lines, ...more].join('\n') || 'no packet' };
}
