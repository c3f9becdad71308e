/** Words of a command of iproute2, and the same command with one of them changed. */
import { formatIp, parseIp } from '../base/cidr.ts';
import type { RunStep, Step } from '../model/plan.ts';

/** Where the words after `ip link add` begin; undefined for other steps. Options before the object are passed over. */
export function wordsAfter(
  step: Step,
  program: string,
  object: string,
  verbs: readonly string[],
): number | undefined {
  if (step.kind !== 'run' || step.argv[0] !== program) return undefined;
  const at = step.argv.findIndex((word, i) => i > 0 && !word.startsWith('-'));
  return step.argv[at] === object && verbs.includes(step.argv[at + 1] ?? '') ? at + 2 : undefined;
}

/** Where the value after a word stands, from `from` on and before `end`. */
export function valueAt(
  step: RunStep,
  word: string,
  from: number,
  end = step.argv.length,
): number | undefined {
  const at = step.argv.indexOf(word, from);
  return at >= 0 && at + 1 < end ? at + 1 : undefined;
}

/** The step with `words` in the place of `count` words at `at`. */
export const changed = (step: Step, at: number, count: number, words: readonly string[]): RunStep => {
  if (step.kind !== 'run') throw new TypeError(`${step.id} is no command`);
  return { ...step, argv: step.argv.toSpliced(at, count, ...words) };
};

/** Another address of the same subnet, mostly nobody's: 64 further in the last byte. */
export function otherAddress(text: string): string | undefined {
  const ip = parseIp(text);
  return ip && formatIp({ family: ip.family, value: ip.value ^ 64n });
}

/** The MAC with another last byte. */
export const otherMac = (mac: string): string =>
  mac.replace(/[0-9a-f]{2}$/i, (byte) => (Number.parseInt(byte, 16) ^ 64).toString(16).padStart(2, '0'));

export const isMac = (text: string): boolean => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text);
