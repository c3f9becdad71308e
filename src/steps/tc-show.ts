/**
 * Qdiscs, classes and filters as tc prints them. Text, because iproute2 6.1 prints classes as text with -j, and several matches of
 * a u32 filter under one key of a map. The kernel's own qdiscs have handle 0: and are left out, as are values that the kernel
 * chooses: reference counts, indexes of actions, hash tables of u32.
 */
import type { StatePart } from '../state/state-part.ts';

/** One object of a device. */
export interface TcObject {
  readonly object: 'qdisc' | 'class' | 'filter';
  readonly dev: string;
  /** `root`, `clsact`, `1:`, `1:10`; for filters also `ingress` and `egress`. */
  readonly parent: string;
  /** The handle or class id. For filters, the priority. */
  readonly handle: string;
  /** `htb`, `u32` */
  readonly type: string;
  readonly words: readonly string[];
}

/**
 * `tc filter show` needs the parent, so the handles are read first. A line `in DEV PARENT` begins the filters of a parent, and
 * `in DEV` the classes of a device.
 */
const command = `{ all=$(tc qdisc show) && printf '%s\\n' "$all" | while read -r word type handle dev name at rest; do
  printf '%s %s %s %s %s %s %s\\n' "$word" "$type" "$handle" "$dev" "$name" "$at" "$rest"
  case "$type $handle" in
    *' 0:') ;;
    clsact*|ingress*) for at in ingress egress; do echo "in $name $at"; tc filter show dev "$name" "$at"; done ;;
    *) echo "in $name"; tc class show dev "$name"; echo "in $name $handle"; tc filter show dev "$name" parent "$handle" ;;
  esac < /dev/null
done; }`;

export const tcPart: StatePart<readonly TcObject[]> = {
  name: 'tc',
  command,
  shown: ['tc -s qdisc show'],
  read: readTc,
  lines: (all) =>
    all.map(({ object, dev, parent, handle, type, words }) =>
      [object, dev, parent, handle, type, ...words].join(' '),
    ),
  without: (all, names) => all.filter(({ dev }) => !names.has(dev)),
  difference: {
    what: 'tc',
    key: (text) => text.split(' ').slice(0, 4).join(' '),
    say: (text) => said(text.split(' ')),
    name: (text) => said(text.split(' ').slice(0, 5)),
    values: (is, should) => {
      const [now, planned] = [is.split(' ').slice(4), should.split(' ').slice(4)];
      // The type comes first. The name of the object has it, so it is left out where both agree.
      const from = now[0] === planned[0] ? 1 : 0;
      return [{ field: '', is: now.slice(from).join(' '), should: planned.slice(from).join(' ') }];
    },
  },
};

/** In tc's order of words: `qdisc htb 1: dev eth0 root default 0x20`. */
function said([object, dev, parent, handle, type, ...words]: readonly string[]): string {
  const at = parent === 'root' || parent === 'clsact' ? [parent] : ['parent', parent];
  const named = object === 'filter' ? ['pref', handle, type] : [type, handle];
  return [object, ...named, 'dev', dev, ...at, ...words].join(' ');
}

function readTc(text: string): readonly TcObject[] {
  const found = new Map<string, TcObject>();
  let [dev, at] = ['', ''];
  for (const line of logicalLines(text)) {
    const [first = '', ...words] = line;
    if (first === 'in') [dev = '', at = ''] = words;
    const one = readers[first]?.(words, dev, at);
    if (!one) continue;
    const key = [one.object, one.dev, one.parent, one.handle, one.type].join(' ');
    const before = found.get(key);
    // Several filters may share a priority. Classes are printed once for each qdisc of the device.
    if (!before) found.set(key, one);
    else if (one.object === 'filter') found.set(key, { ...one, words: [...before.words, ...one.words] });
  }
  return [...found.values()];
}

/** tc indents the lines that belong to a filter. */
const logicalLines = (text: string): readonly (readonly string[])[] =>
  text
    .replaceAll(/\n\s*(?=match |action |index |eth_type |ip_|dst_|src_|ref |not_in_hw|police )/g, ' ')
    .split('\n')
    .map((line) => line.split(/\s+/).filter(Boolean));

type Reader = (words: readonly string[], dev: string, at: string) => TcObject | undefined;

const readers: Readonly<Record<string, Reader>> = {
  qdisc([type = '', handle = '', , dev = '', ...rest]) {
    if (handle === '0:') return undefined;
    const [parent, words] = rest[0] === 'root' ? ['root', rest.slice(1)] : [rest[1] ?? '', rest.slice(2)];
    return {
      object: 'qdisc',
      dev,
      parent: type === 'clsact' || type === 'ingress' ? type : parent,
      handle,
      type,
      words: without(words, { refcnt: 1, direct_packets_stat: 1, seed: 1 }),
    };
  },
  class([type = '', handle = '', ...rest], dev) {
    const inRoot = rest[0] === 'root';
    return {
      object: 'class',
      dev,
      parent: inRoot ? `${handle.split(':')[0]}:` : (rest[1] ?? ''),
      handle,
      type,
      words: without(rest.slice(inRoot ? 1 : 2), { leaf: 1 }),
    };
  },
  filter(words, dev, at) {
    const of = (word: string) => words[words.indexOf(word) + 1] ?? '';
    const type = words[words.indexOf('pref') + 2] ?? '';
    const details = words.slice(words.indexOf('chain') + 2);
    // The head of a priority, and of a hash table of u32.
    if (details.length === 0 || details.includes('divisor')) return undefined;
    return {
      object: 'filter',
      dev,
      parent: at,
      handle: of('pref'),
      type,
      words: [
        ...['protocol', of('protocol')],
        ...(type === 'bpf' ? programWords(details) : filterWords(details)),
      ],
    };
  },
};

/** A program's number is the next free one. Its name is that of its pin, before `:[*fsobj]`; its tag is a digest of the code. */
const programWords = (words: readonly string[]): readonly string[] =>
  without(words, { handle: 1, id: 1, name: 1, jited: 0, not_in_hw: 0, in_hw: 0 });

const filterWords = (words: readonly string[]): readonly string[] =>
  without(
    words
      // u32 marks a class that does not exist yet. flower has another word.
      .map((word) => word.replace(/^(\*flowid|classid)$/, 'flowid'))
      .join(' ')
      .replace(/terminal flowid( \?\?\?)?/, '')
      .replaceAll(/police 0x[0-9a-f]+/g, 'police')
      .split(' ')
      .filter(Boolean),
    {
      ...{ fh: 1, handle: 1, order: 1, ht: 1, bkt: 1, index: 1, ref: 1, bind: 1 },
      ...{ key: 0, not_in_hw: 0, in_hw: 0 },
    },
  );

/** Without these words and the number of words after each. */
function without(words: readonly string[], chosen: Readonly<Record<string, number>>): readonly string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const more = Object.hasOwn(chosen, words[i]!) ? chosen[words[i]!]! : undefined;
    if (more === undefined) kept.push(words[i]!);
    else i += more;
  }
  return kept;
}

/** Whether these words stand somewhere among the others in this order. Quantities may differ by what tc rounds. */
export function holdsWords(all: readonly string[], wanted: readonly string[]): boolean {
  return all.some((_, at) => wanted.every((word, i) => isNear(word, all[at + i] ?? '')));
}

/** The kernel keeps bursts and times in ticks of 64 ns, and tc prints three digits or more. */
const tolerance = 0.01;

function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [quantity(a), quantity(b)];
  if (!one || !other || one.unit !== other.unit) return false;
  return Math.abs(one.value - other.value) <= tolerance * Math.max(one.value, other.value);
}

/** Factors of tc's units: a size counts in 1024, a rate in 1000. */
const units: Readonly<Record<string, readonly [string, number]>> = {
  bit: ['bit', 1],
  kbit: ['bit', 1e3],
  mbit: ['bit', 1e6],
  gbit: ['bit', 1e9],
  tbit: ['bit', 1e12],
  b: ['b', 1],
  kb: ['b', 1024],
  mb: ['b', 1024 ** 2],
  us: ['s', 1e-6],
  ms: ['s', 1e-3],
  s: ['s', 1],
  sec: ['s', 1],
  p: ['p', 1],
  '%': ['%', 1],
};

function quantity(text: string): { readonly value: number; readonly unit: string } | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z%]+)$/i.exec(text) ?? [];
  const [base, factor] = units[unit.toLowerCase()] ?? [];
  return base === undefined || factor === undefined
    ? undefined
    : { value: Number(number) * factor, unit: base };
}
