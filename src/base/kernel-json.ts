/**
 * JSON of `ip -j`, `bridge -j` and the like. iproute2 prints names and aliases as they are, control characters too, which JSON
 * forbids inside a string: then each is taken for its escape. Such output has no newline between its values.
 */
import { Unreadable } from './unreadable.ts';

export function kernelJson(text: string): unknown {
  const escaped = text
    .trim()
    .replaceAll(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return parsed(text) ?? parsed(escaped) ?? refuse(text.trim());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The start is enough to recognize the message of a program. */
const shown = 80;

function refuse(text: string): never {
  const found = text === '' ? 'nothing' : `"${text.slice(0, shown)}"`;
  throw new Unreadable(
    `expected the JSON of ip or bridge, found ${found}`,
    'run the command by hand; netlab doctor lists the versions of the programs',
  );
}
