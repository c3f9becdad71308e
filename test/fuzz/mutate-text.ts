/** Changes to a lab's text that know nothing of YAML. */
import { hostile, noText } from './hostile.ts';
import type { Draw } from './seed.ts';

type Change = (text: string, draw: Draw, corpus: readonly string[]) => string;

const cut = (text: string, draw: Draw): readonly [number, number] => {
  const from = draw.below(text.length + 1);
  return [from, Math.min(text.length, from + 1 + draw.below(draw.pick([2, 10, 100])))];
};

function lines(text: string, change: (list: string[]) => void): string {
  const list = text.split('\n');
  change(list);
  return list.join('\n');
}

/** A run of text between blanks and the signs that YAML and the lab language give a meaning. */
function tokens(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(/[^\s[\]{},:"'#]+/g)].map(({ index, 0: word }) => [index, index + word.length]);
}

const replaced = (text: string, [from, to]: readonly [number, number], by: string): string =>
  text.slice(0, from) + by + text.slice(to);

const changes: readonly Change[] = [
  (text, draw) => replaced(text, cut(text, draw), ''),
  (text, draw) => {
    const [from, to] = cut(text, draw);
    return text.slice(0, to) + text.slice(from);
  },
  (text, draw) => replaced(text, [draw.below(text.length), text.length], ''),
  (text, draw) => {
    const at = draw.below(text.length + 1);
    return replaced(text, [at, at], draw.pick(hostile));
  },
  (text, draw) => {
    const at = draw.below(text.length + 1);
    return replaced(text, [at, at], String.fromCharCode(draw.below(draw.pick([128, 256, 0xd800]))));
  },
  (text, draw) => lines(text, (list) => list.splice(draw.below(list.length), 1 + draw.below(3))),
  (text, draw) => lines(text, (list) => list.splice(draw.below(list.length), 0, draw.pick(list))),
  (text, draw) =>
    lines(text, (list) => {
      const [a, b] = [draw.below(list.length), draw.below(list.length)];
      [list[a], list[b]] = [list[b]!, list[a]!];
    }),
  (text, draw) =>
    lines(text, (list) => {
      const at = draw.below(list.length);
      list[at] = draw.chance(0.5) ? `  ${list[at]}` : list[at]!.replace(/^ {1,2}/, '');
    }),
  (text, draw, corpus) =>
    lines(text, (list) => list.splice(draw.below(list.length), 0, draw.pick(draw.pick(corpus).split('\n')))),
  (text, draw) => {
    const found = tokens(text);
    return found.length === 0 ? text : replaced(text, draw.pick(found), draw.pick(hostile));
  },
  (text, draw) => {
    const found = tokens(text);
    if (found.length === 0) return text;
    const [from, to] = draw.pick(found);
    return replaced(text, draw.pick(found), text.slice(from, to));
  },
  (text, draw) => {
    const found = tokens(text).filter(([from, to]) => /^[\d.]+$/.test(text.slice(from, to)));
    return found.length === 0
      ? text
      : replaced(text, draw.pick(found), String(draw.below(2 ** draw.below(33))));
  },
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text, draw) => text.replaceAll('\n', draw.pick(['\r', '\n\n', '\n\t', '\u2028'])),
];

export function mutateText(text: string, draw: Draw, corpus: readonly string[]): Uint8Array {
  let made = text;
  for (let left = 1 + draw.below(3); left > 0; left--) made = draw.pick(changes)(made, draw, corpus);
  const bytes = Buffer.from(made);
  if (!draw.chance(0.1)) return bytes;
  const at = draw.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), draw.pick(noText), bytes.subarray(at)]);
}
