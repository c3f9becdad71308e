/**
 * The progress of `up`: a line for each wave when it is done. On a terminal the running wave has a line too, which is rewritten.
 */
import type { ApplyEvent } from '../../../apply/event.ts';
import { plural } from '../../../base/plural.ts';
import type { WaveName } from '../../../model/stage.ts';
import type { Ticking } from '../../ticking.ts';
import type { Output } from '../../verb.ts';

export function progress(out: Output, line: Ticking): (event: ApplyEvent) => void {
  const paint = out.notePaint;
  return (event) => {
    if (event.kind === 'wave-start') line.show(label(event.wave, counted(event)));
    if (event.kind === 'wave-done')
      out.note(
        `  ${label(event.wave, counted(event))} ${paint.dim(`${String(Math.round(event.took)).padStart(5)} ms`)}`,
      );
    if (event.kind === 'rollback') out.note(paint.warn('rolling back'));
    if (event.kind === 'orphans')
      out.note(`ending ${plural(event.processes.length, 'process')} that a killed netlab left`);
    if (event.kind === 'cleaned') out.note(cleaned[event.why]);
    if (event.kind === 'ready') line.show(`waiting for ${plural(event.checks, 'check')} under ready`);
  };
}

const cleaned: Readonly<Record<Extract<ApplyEvent, { kind: 'cleaned' }>['why'], string>> = {
  'half-built': 'an earlier netlab was killed while it built this lab: what it left is removed',
  'other-boot': 'this lab was up before the machine was restarted: what was left of it is removed',
  replaced: 'the lab that was up is removed',
};

/** The number of things made, or of nodes worked on. */
const counted = (event: { wave: WaveName; count: number; nodes: number }): number =>
  ['namespaces', 'links', 'processes'].includes(event.wave) ? event.count : event.nodes;

const label = (wave: string, count: number): string => `${wave.padEnd(11)} ${String(count).padStart(5)}`;
