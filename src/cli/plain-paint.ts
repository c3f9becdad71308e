/** No colours: for what goes to a file. */
import type { Paint } from './verb.ts';

const same = (text: string): string => text;

export const plainPaint: Paint = {
  good: same,
  bad: same,
  warn: same,
  dim: same,
  strong: same,
  command: same,
};
