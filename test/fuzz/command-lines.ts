/** Command lines: most are plausible, some hold hostile values. */
import type { Verb } from '../../src/cli/verb.ts';
import { verbs } from '../../src/cli/verbs/index.ts';
import { hostile } from './hostile.ts';
import type { Draw } from './seed.ts';

/** These options write files, so their values are names in the working folder. */
const writes = /<(file|folder)>|--reporter|--on /;
const places = ['local', 'rootless', 'auto', 'nowhere', '', 'vm2', 'ssh:', 'localhost'];
const inFolder = (word: string): boolean => !/[/\0]|^\.\.?$/.test(word) && word.length < 200;
const plainWords = [
  'veth-pair',
  'router',
  'words',
  'words.yaml',
  'red',
  'blue',
  'red:eth0',
  'basics',
  '1',
  '80',
  '0.1',
  '.',
  '--',
];

export interface Known {
  /** Labs and nodes that are there. */
  readonly words: readonly string[];
}

/** An argument holds no NUL: execve(2) could not pass it. */
const word = (by: Draw, known: Known): string =>
  (by.chance(0.6) ? by.pick([...known.words, ...plainWords]) : by.pick(hostile)).replaceAll('\0', '');

function option(verb: Verb, by: Draw, known: Known): readonly string[] {
  if (verb.options.length === 0 || by.chance(0.1)) return [`--${word(by, known)}`];
  const [flags, , choices] = by.pick(verb.options);
  const name = by.pick(flags.replace(/ [<[].*/, '').split(', '));
  if (!/[<[]/.test(flags)) return by.chance(0.05) ? [`${name}=x`] : [name];
  if (by.chance(0.1)) return [name];
  const value = flags.startsWith('--on')
    ? by.pick(places)
    : Array.isArray(choices) && choices.length > 0 && by.chance(0.7)
      ? by.pick(choices as readonly string[])
      : word(by, known);
  const safe = writes.test(flags) && !flags.startsWith('--on') && !inFolder(value) ? 'made' : value;
  return by.chance(0.3) && name.startsWith('--') ? [`${name}=${safe}`] : [name, safe];
}

/** Words after `netlab`, for one of these verbs. */
export function commandLine(by: Draw, names: readonly string[], known: Known): readonly string[] {
  if (by.chance(0.05)) return Array.from({ length: by.below(4) }, () => word(by, known));
  const verb = verbs.find(by.pick(names))!;
  const args = verb.args.flatMap(([usage]) => {
    if (by.chance(usage.startsWith('[') ? 0.5 : 0.08)) return [];
    const first = usage.includes('lab') && by.chance(0.6) ? by.pick(known.words) : word(by, known);
    return usage.includes('...') && by.chance(0.3) ? [first, word(by, known)] : [first];
  });
  const options = Array.from({ length: by.below(4) }, () => option(verb, by, known));
  const words = by.chance(0.3) ? [...args, ...options.flat()] : [...options.flat(), ...args];
  if (by.chance(0.05))
    words.splice(by.below(words.length + 1), 0, by.pick(['--', '-', '-h', '--help', '-V']));
  return [by.chance(0.02) ? `${verb.name}x` : verb.name, ...words];
}
