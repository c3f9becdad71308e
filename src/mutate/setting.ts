/**
 * What a device is told after its type (`type vxlan id 1 dstport 8472 nolearning`): numbers and addresses are others, switches
 * are turned, words without a value are left out. Interfaces that it stands on are not touched: another one is another network.
 */
import type { RunStep } from '../model/plan.ts';
import type { Alteration, Mutation } from './mutation.ts';
import { changed, otherAddress, wordsAfter } from './words.ts';

/** Words that stand alone. */
const flags = new Set([
  ...['learning', 'nolearning', 'udpcsum', 'noudpcsum', 'udp6zerocsumrx', 'noudp6zerocsumrx', 'external'],
  ...['pmtudisc', 'nopmtudisc', 'csum', 'nocsum', 'seq', 'noseq', 'icsum', 'ocsum', 'proxy', 'noproxy'],
]);
/** Words whose value is a name: of a device, a namespace, a peer. */
const names = new Set(['dev', 'name', 'netns', 'peer', 'type']);
/** Words whose values are a few: the first that is not there takes its place. */
const choices: Readonly<Record<string, readonly string[]>> = {
  mode: ['private', 'bridge'],
};

export const setting: Mutation = {
  name: 'setting',
  about: 'what a device is told after its type is something else: VNI, port, local, remote, mode',
  of(step) {
    const at = wordsAfter(step, 'ip', 'link', ['add']);
    if (at === undefined || step.kind !== 'run') return [];
    const type = step.argv.indexOf('type', at);
    // Of a veth pair there is nothing but its ends.
    if (type < 0 || step.argv[type + 1] === 'veth') return [];
    const found: Alteration[] = [];
    for (let i = type + 2; i < step.argv.length; i++) {
      const word = step.argv[i]!;
      if (flags.has(word)) found.push({ part: word, what: `no ${word}`, instead: changed(step, i, 1, []) });
      else found.push(...other(step, word, ++i));
    }
    return found;
  },
};

function other(step: RunStep, word: string, at: number): readonly Alteration[] {
  const value = step.argv[at];
  const instead = value === undefined || names.has(word) ? undefined : otherValue(word, value);
  if (instead === undefined) return [];
  return [
    { part: word, what: `${word} ${instead} in place of ${value}`, instead: changed(step, at, 1, [instead]) },
  ];
}

function otherValue(word: string, value: string): string | undefined {
  if (choices[word]) return choices[word].find((one) => one !== value);
  if (value === 'on' || value === 'off') return value === 'on' ? 'off' : 'on';
  if (value === '0' || value === '1')
    return word === 'id' || word.endsWith('key') ? '2' : value === '0' ? '1' : '0';
  if (/^\d+$/.test(value)) return String(Number(value) + 1);
  return otherAddress(value);
}
