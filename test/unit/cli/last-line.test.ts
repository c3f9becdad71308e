/** The line of a terminal that is rewritten, as a terminal shows it. */
import { expect, it } from 'vitest';
import { lastLine } from '../../../src/cli/last-line.ts';

function terminal(columns: number) {
  let text = '';
  const stream = { columns, write: (some: string) => (text += some) } as unknown as NodeJS.WriteStream;
  return {
    ...{ line: lastLine(stream), stream },
    written() {
      const before = text;
      text = '';
      return before;
    },
  };
}

it('is cut at the width of the terminal', () => {
  const { line, written } = terminal(10);
  line.show('0123456789abc');
  expect(written()).toBe('012345678');
});

it('is erased before the next text, and not twice', () => {
  const { line, written } = terminal(80);
  line.show('one');
  written();
  line.show('two');
  expect(written()).toBe('\r\x1b[Jtwo');
  line.erase();
  line.erase();
  expect(written()).toBe('\r\x1b[J');
});

it('is erased whole after the terminal has become narrower', () => {
  const { line, written, stream } = terminal(80);
  line.show('x'.repeat(60));
  written();
  stream.columns = 25;
  line.erase();
  expect(written()).toBe('\x1b[2A\r\x1b[J');
});
