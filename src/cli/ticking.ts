/** Progress in one line of a terminal, with the seconds since it began. Prints nothing in a pipe or a log. */
import { terminalLine } from '../base/terminal-text.ts';
import type { Output } from './verb.ts';

export interface Ticking {
  /** Replaces the text. */
  show(text: string): void;
  end(): void;
}

/** Milliseconds between two drawings: the seconds are current, and a terminal over ssh is not flooded. */
const second = 1000;
const calm = 50;

export function ticking(out: Output, quiet: boolean): Ticking {
  if (!out.live || quiet) return { show: () => undefined, end: () => undefined };
  const began = performance.now();
  let text = '';
  let drawn = Number.NEGATIVE_INFINITY;
  const draw = () => {
    drawn = performance.now();
    const seconds = Math.floor((drawn - began) / second);
    out.progress(out.notePaint.dim(`  ${text}${seconds === 0 ? '' : `  ${seconds} s`}`));
  };
  const timer = setInterval(draw, second).unref();
  return {
    show(shown) {
      const first = text === '';
      text = terminalLine(shown);
      if (first || performance.now() - drawn >= calm) draw();
    },
    end() {
      clearInterval(timer);
      out.progress('');
    },
  };
}
