/** Data as JSON whose every character can be seen, and in which no CI server finds a command (log-text.ts). */
import { markCommand } from './log-text.ts';
import { unseen } from './terminal-text.ts';

export const jsonText = (data: unknown, indent = 2): string =>
  JSON.stringify(data, null, indent)
    .replace(unseen, (char) => [...Array(char.length).keys()].map((i) => unit(char.charCodeAt(i))).join(''))
    .replaceAll(markCommand, unit('#'.charCodeAt(0)));

/** A UTF-16 code unit, as JSON's strings have it. */
const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
