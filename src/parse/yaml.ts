/**
 * Parses the bytes of a lab to a tree with positions. Scalars stay text, so YAML's type rules do not apply. Files with more
 * than one document, with invalid UTF-8 or above the size limit are refused.
 */
import { type Document, type YAMLError, YAMLParseError } from 'yaml';
import type { Faults, Source } from '../base/diagnostic.ts';
import type { Mapping, Tree } from '../base/tree.ts';
import { composed, mostLevels, mostWords } from './compose.ts';
import { convert } from './convert.ts';
import { lineStarts } from './line-starts.ts';
import { syntaxFault } from './syntax.ts';

const maxBytes = 1 << 20;
/** Of Kubernetes objects; the largest measured lab has 1,000. */
const mostDocuments = 10_000;
/** The first ones say what is wrong. */
const mostErrors = 1000;

/** The tree of a lab. Throws a Refusal if the text is not YAML or not a map. */
export function parse(bytes: Uint8Array, file: string, faults: Faults): Mapping {
  const tree = parseTree(bytes, file, faults);
  if (tree?.kind !== 'map') {
    faults.add({
      code: 'not-a-lab',
      message: tree && !empty(tree) ? 'a lab must be a map' : 'the file contains no lab',
      at: tree?.at ?? { file, line: 1, column: 1 },
      hint: 'begin with lab: <name>',
    });
    faults.raise();
  }
  return tree as Mapping;
}

/** Throws a Refusal if the text is not a YAML document. Other faults are added, and the faulty parts are left out. */
export const parseTree = (bytes: Uint8Array, file: string, faults: Faults): Tree | undefined =>
  treesOf(bytes, file, faults, 1)[0];

/** The documents of a file. Empty ones are left out. */
export const parseDocuments = (bytes: Uint8Array, file: string, faults: Faults): readonly Tree[] =>
  treesOf(bytes, file, faults, mostDocuments).filter((tree) => !empty(tree));

function treesOf(bytes: Uint8Array, file: string, faults: Faults, most: number): readonly Tree[] {
  const start: Source = { file, line: 1, column: 1 };
  if (bytes.length > maxBytes) {
    faults.add({
      code: 'too-large',
      message: 'the file is larger than 1 MiB, the maximum for a lab',
      at: start,
    });
    faults.raise();
  }
  const text = decode(bytes, start, faults);
  const lines = lineStarts(text);
  const at = (range: readonly number[] | null | undefined): Source => {
    const [from, to] = [range?.[0] ?? 0, range?.[1] ?? 0];
    const newline = text.indexOf('\n', from);
    const one = newline < 0 || newline >= to || text.slice(newline, to).trim() === '';
    const end = newline < 0 ? to : Math.min(to, newline);
    return {
      file,
      ...lines.placeOf(from),
      // For multi-line values, underline only the first line.
      width: one ? Math.max(1, text.slice(from, end).trimEnd().length) : 1,
    };
  };
  const stop = (code: string, message: string, offset: number, hint?: string): never => {
    faults.add({ code, message, at: at([offset, offset]), ...(hint ? { hint } : {}) });
    faults.raise();
    throw new Error('unreachable: a fault was added');
  };
  const all = withoutStacks(() =>
    composed(text, most + 1, {
      tooMany: (offset) =>
        stop(
          'lab-too-large',
          `the file has more than ${mostWords.toLocaleString('en')} names, values and punctuation marks, the maximum for a lab`,
          offset,
          'use for, groups or a cluster, or split the lab',
        ),
      tooDeep: (offset) =>
        stop('too-deep', `maps and lists are nested more than ${mostLevels} levels deep`, offset),
    }),
  );
  const last = all[mostDocuments];
  if (last)
    stop(
      'too-large',
      `the file has more than ${mostDocuments.toLocaleString('en')} documents`,
      last.range?.[0] ?? 0,
    );
  const found = [
    ...all.slice(0, most).flatMap(({ errors, warnings }) => [...errors, ...warnings]),
    ...all.slice(most).map(oneTooMany),
  ];
  // The library may report several errors at one position; only the first is useful.
  const places = new Set<number>();
  for (const error of found.slice(0, mostErrors)) {
    if (!places.has(error.pos[0])) faults.add(syntaxFault(error, at(error.pos)));
    places.add(error.pos[0]);
  }
  faults.raise();
  return all.flatMap((document) => convert(document, at, faults) ?? []);
}

const oneTooMany = ({ range }: Document): YAMLError =>
  new YAMLParseError([range?.[0] ?? 0, range?.[1] ?? 0], 'MULTIPLE_DOCS', '');

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
      message: 'the file is not UTF-8 text',
      at: place,
      hint: wide ? 'save the file as UTF-8; it appears to be UTF-16' : 'save the file as UTF-8',
    });
    faults.raise();
    return '';
  }
}
