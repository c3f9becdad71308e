import type { Paint } from '../../../src/cli/verb.ts';

const same = (text: string): string => text;

export const plain: Paint = { good: same, bad: same, warn: same, dim: same, strong: same, command: same };

export const marked: Paint = {
  ...plain,
  strong: (text) => `\x1b[1m${text}\x1b[0m`,
  command: (text) => `\x1b[36m${text}\x1b[0m`,
};
