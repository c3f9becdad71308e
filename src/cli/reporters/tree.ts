/**
 * For a terminal. Results of finished labs are printed once, as `lines` prints them. Below them, the running labs and their current
 * stage are rewritten in place, at a rate that the eye can follow. No line is longer than the terminal: a wrapped line would
 * make the count of lines wrong.
 */

import { plural } from '../../base/plural.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { saySum, sumOf } from '../../engine/test-run/sum.ts';
import type { Phase } from '../../model/test-run.ts';
import { duration } from '../view/duration.ts';
import { labText } from './lab-text.ts';
import type { Reporter, Reporting, Sink } from './reporter.ts';

/** Milliseconds between two drawings. */
const calm = 100;
const width = 28;

const says: Readonly<Record<Phase, string>> = {
  waiting: 'waits',
  up: 'up',
  verify: 'verify',
  evidence: 'keeps the evidence',
  down: 'down',
};

interface Running {
  readonly place: string;
  readonly phase: Phase;
  readonly checks: string;
}

export const tree: Reporter = {
  name: 'tree',
  about: 'on a terminal: labs that are running below those that have ended',
  start: (sink) => drawing(sink),
};

function drawing(sink: Sink, now: () => number = () => performance.now()): Reporting {
  const { paint } = sink;
  const running = new Map<string, Running>();
  let [drawn, last, all, ended] = [0, Number.NEGATIVE_INFINITY, 0, 0];
  let later: NodeJS.Timeout | undefined;
  const wipe = () => {
    if (drawn > 0) sink.erase(drawn);
    drawn = 0;
  };
  const draw = () => {
    if (!sink.live) return;
    clearTimeout(later);
    later = undefined;
    wipe();
    const active = [...running].filter(([, { phase }]) => phase !== 'waiting');
    const rows = active.map(([name, one]) => {
      const text = `  ..    ${terminalLine(name).padEnd(width)}  ${one.place}  ${says[one.phase]}${one.checks}`;
      return paint.dim(text.slice(0, sink.columns - 1));
    });
    const text = [...rows, paint.dim(`  ${ended} of ${all}`)].map((row) => `${row}\n`).join('');
    sink.write(text);
    drawn = rows.length + 1;
    last = now();
  };
  return {
    event(event) {
      if (event.kind === 'begin') {
        all = event.labs;
        const part = event.shard ? `, part ${event.shard.index} of ${event.shard.count}` : '';
        sink.write(`${plural(event.labs, 'lab')}, ${event.jobs} at a time${part}\n`);
      } else if (event.kind === 'lab') {
        running.delete(event.result.name);
        ended += 1;
        wipe();
        sink.write(labText(event.result, { ...sink, width }));
        draw();
      } else {
        const { name } = event;
        const before = running.get(name) ?? { place: '', phase: 'waiting', checks: '' };
        running.set(
          name,
          event.kind === 'phase'
            ? { place: event.place ?? '', phase: event.phase, checks: '' }
            : { ...before, checks: ` ${event.done} of ${event.of}` },
        );
        const wait = last + calm - now();
        if (wait <= 0) draw();
        else if (sink.live) later ??= setTimeout(draw, wait).unref();
      }
    },
    ...(sink.live
      ? {
          note(text: string, write = sink.write) {
            wipe();
            write(text.endsWith('\n') ? text : `${text}\n`);
            draw();
          },
        }
      : {}),
    end(run) {
      clearTimeout(later);
      wipe();
      if (run.interrupted) sink.write(`${paint.bad('interrupted')}: everything that was up is taken down\n`);
      if (run.evidence) sink.write(`evidence of what failed: ${paint.strong(`${run.evidence}/`)}\n`);
      sink.write(`${paint.dim(`in ${duration(run.took)}`)}\n`);
      const sum = sumOf(run.labs);
      const colour = sum.failed > 0 ? paint.bad : sum.passed > 0 ? paint.good : paint.warn;
      sink.write(`${colour(saySum(sum))}\n`);
    },
  };
}
