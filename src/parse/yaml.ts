/**
 * Bytes of a lab to a tree that knows its places. YAML's own traps are closed here: every scalar stays the text that was
 * written, there is one document, and what is not UTF-8 or larger than a lab can be is refused before it is read.
 */
import { parseDocument } from 'yaml';
import type { Faults, Source } from '../base/diagnostic.ts';
import type { Mapping } from '../base/tree.ts';
import { convert } from './convert.ts';
import { lineStarts } from './line-starts.ts';
import { syntaxFault } from './syntax.ts';

const maxBytes = 1 << 20;
/** The first ones say what is wrong. */
const mostErrors = 1000;

/** Throws a Refusal where the text is no YAML or no map; other faults are added, and what they concern is left out. */
export function parse(bytes: Uint8Array, file: string, faults: Faults): Mapping {
  const start: Source = { file, line: 1, column: 1 };
  if (bytes.length > maxBytes) {
    faults.add({
      code: 'too-large',
      message: 'the file is larger than 1 MiB, which is more than a lab can be',
      at: start,
    });
    faults.raise();
  }
  const text = decode(bytes, start, faults);
  const lines = lineStarts(text);
  const document = withoutStacks(() =>
    parseDocument(text, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false }),
  );
  const at = (range: readonly number[] | null | undefined): Source => {
    const [from, to] = [range?.[0] ?? 0, range?.[1] ?? 0];
    const newline = text.indexOf('\n', from);
    const one = newline < 0 || newline >= to || text.slice(newline, to).trim() === '';
    const end = newline < 0 ? to : Math.min(to, newline);
    return {
      file,
      ...lines.placeOf(from),
      // Of what goes on in further lines, only the beginning is marked.
      width: one ? Math.max(1, text.slice(from, end).trimEnd().length) : 1,
    };
  };
  const deep = document.errors.filter((error) => error.code === 'RESOURCE_EXHAUSTION');
  const found = deep.length > 0 ? deep.slice(0, 1) : [...document.errors, ...document.warnings];
  // What goes wrong at one place is one fault, whatever the library makes of it afterwards.
  const places = new Set<number>();
  for (const error of found.slice(0, mostErrors)) {
    if (!places.has(error.pos[0])) faults.add(syntaxFault(error, at(error.pos)));
    places.add(error.pos[0]);
  }
  faults.raise();
  const tree = convert(document, at, faults);
  if (tree?.kind !== 'map') {
    faults.add({
      code: 'not-a-lab',
      message: tree && !empty(tree) ? 'a lab is a map of keys and values' : 'there is no lab in this file',
      at: tree?.at ?? start,
      hint: 'it begins with lab: <name>',
    });
    faults.raise();
  }
  return tree as Mapping;
}

/** Each error of the library is an Error with a stack, which nobody reads: a hundred thousand of them take seconds. */
function withoutStacks<T>(work: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = before;
  }
}

const empty = (tree: { kind: string; text?: string | null }): boolean =>
  tree.kind === 'scalar' && tree.text === null;

function decode(bytes: Uint8Array, at: Source, faults: Faults): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const good = new TextDecoder().decode(bytes).split('\uFFFD')[0]!.split('\n');
    const place = { ...at, line: good.length, column: good.at(-1)!.length + 1 };
    const wide = bytes.subarray(0, 200).includes(0);
    faults.add({
      code: 'not-utf-8',
      message: 'this is not UTF-8 text',
      at: place,
      hint: wide ? 'it looks like UTF-16: save it as UTF-8' : 'save the file as UTF-8',
    });
    faults.raise();
    return '';
  }
}
