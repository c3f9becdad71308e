/**
 * The last line of a terminal, which is rewritten. It is erased before anything else is printed, and when the process exits. It is
 * never longer than the terminal: the text would wrap, and only its last row could be erased.
 */
import { printed } from './paint.ts';
import { plainPaint } from './plain-paint.ts';
import { widthOf } from './view/columns.ts';

interface LastLine {
  /** Without text, erases. */
  show(text: string): void;
  erase(): void;
}

export function lastLine(stream: NodeJS.WriteStream = process.stderr): LastLine {
  let width = 0;
  let watched = false;
  const erase = () => {
    if (width === 0) return;
    // A terminal that became narrower has wrapped the line.
    const rows = Math.ceil(width / Math.max(1, stream.columns || width)) - 1;
    stream.write(`${rows > 0 ? `\x1b[${rows}A` : ''}\r\x1b[J`);
    width = 0;
  };
  return {
    erase,
    show(text) {
      if (!watched) process.once('exit', erase);
      watched = true;
      erase();
      if (text === '') return;
      const most = (stream.columns || 80) - 1;
      const shown = widthOf(text) > most ? plainPaint.dim(plainOf(text).slice(0, most)) : text;
      stream.write(printed(shown));
      width = widthOf(shown);
    },
  };
}

/** Without colours, so that it can be cut. */
const plainOf = (text: string): string => text.replaceAll(/\x1b\[[0-9;]*m/g, '');
