/**
 * What `up` does, a line a wave, while it does it: on a terminal the line of the running wave is rewritten when it is done,
 * elsewhere a line is printed when it is done.
 */
import type { ApplyEvent } from '../../../apply/event.ts';
import { plural } from '../../../base/plural.ts';
import type { WaveName } from '../../../model/stage.ts';
import type { Output } from '../../verb.ts';

export function progress(out: Output): (event: ApplyEvent) => void {
  const paint = out.notePaint;
  const erase = () => out.live && out.progress('');
  return (event) => {
    if (event.kind === 'wave-start' && out.live)
      out.progress(`  ${paint.dim(label(event.wave, counted(event)))} ...`);
    if (event.kind === 'wave-done') {
      erase();
      out.note(
        `  ${label(event.wave, counted(event))} ${paint.dim(`${String(Math.round(event.took)).padStart(5)} ms`)}`,
      );
    }
    if (event.kind === 'rollback') {
      erase();
      out.note(paint.warn('rolling back'));
    }
    if (event.kind === 'orphans')
      out.note(`ending ${plural(event.processes.length, 'process')} that a killed netlab left`);
    if (event.kind === 'cleaned') out.note(cleaned[event.why]);
  };
}

const cleaned: Readonly<Record<Extract<ApplyEvent, { kind: 'cleaned' }>['why'], string>> = {
  'half-built': 'an earlier netlab was killed while it built this lab: what it left is removed',
  'other-boot': 'this lab was up before the machine was restarted: what was left of it is removed',
  replaced: 'the lab that was up is removed',
};

/** What is worth counting in a wave: things made, or nodes worked on. */
const counted = (event: { wave: WaveName; count: number; nodes: number }): number =>
  ['namespaces', 'links', 'processes'].includes(event.wave) ? event.count : event.nodes;

const label = (wave: string, count: number): string => `${wave.padEnd(11)} ${String(count).padStart(5)}`;
