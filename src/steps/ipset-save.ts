/** `ipset save` as data. Without the size and seed of the hash table, which the kernel chooses. Members are sorted. */
import { plainDifference, type StatePart } from '../state/state-part.ts';

/** One set, as `ipset save` prints it. */
interface IpSet {
  readonly name: string;
  readonly type: string;
  /** The rest of its line, less what the kernel chose: `family inet maxelem 1048576`. */
  readonly options: readonly string[];
  /** Sorted. */
  readonly members: readonly string[];
}

export const ipsetPart: StatePart<readonly IpSet[]> = {
  name: 'ipsets',
  command: 'ipset save',
  shown: ['ipset save'],
  read: readIpSets,
  lines: (sets) =>
    sets.flatMap(({ name, type, options, members }) => [
      `${name} ${type} ${options.join(' ')}`,
      ...members.map((member) => `${name} has ${member}`),
    ]),
  difference: plainDifference('ipset'),
};

const chosen = new Set(['hashsize', 'bucketsize', 'initval']);

function readIpSets(text: string): readonly IpSet[] {
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
