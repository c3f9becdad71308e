/** `ipset save` as data. What the kernel chooses (its hash table's size and seed) is left out, and members come sorted. */
import type { IpSet } from './state.ts';

const chosen = new Set(['hashsize', 'bucketsize', 'initval']);

export function readIpSets(text: string): readonly IpSet[] {
  const lines = text.split('\n').map((line) => line.split(' '));
  const members = new Map<string, string[]>();
  for (const [command, name = '', ...words] of lines)
    if (command === 'add') members.set(name, [...(members.get(name) ?? []), words.join(' ')]);
  return lines.flatMap(([command, name = '', type = '', ...words]): readonly IpSet[] =>
    command === 'create'
      ? [{ name, type, options: options(words), members: (members.get(name) ?? []).sort() }]
      : [],
  );
}

const options = (words: readonly string[]): readonly string[] =>
  words.filter((word, i) => !chosen.has(word) && !chosen.has(words[i - 1] ?? ''));
