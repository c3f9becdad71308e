/** A MAC address that is written somewhere is another one: of an interface, of a neighbor entry, of an fdb entry. */
import type { RunStep } from '../model/plan.ts';
import type { Alteration, Mutation } from './mutation.ts';
import { changed, isMac, otherMac, wordsAfter } from './words.ts';

export const mac: Mutation = {
  name: 'mac',
  about: 'a written MAC address is another one',
  of(step) {
    if (step.kind !== 'run') return [];
    const from =
      wordsAfter(step, 'ip', 'link', ['add', 'set']) ??
      wordsAfter(step, 'ip', 'neigh', ['add', 'replace']) ??
      wordsAfter(step, 'bridge', 'fdb', ['add', 'append', 'replace']);
    if (from === undefined) return [];
    const peer = step.argv.indexOf('peer', from);
    return step.argv.flatMap((word, at) =>
      at >= from && isMac(word) && !/^(00:){5}00$/.test(word) ? [other(step, at, peer)] : [],
    );
  },
};

function other(step: RunStep, at: number, peer: number): Alteration {
  const word = otherMac(step.argv[at]!);
  return {
    ...(peer > 0 && at > peer ? { part: 'peer' } : {}),
    what: `${word} in place of ${step.argv[at]}`,
    instead: changed(step, at, 1, [word]),
  };
}
