/**
 * An interface gets a smaller MTU than it should have, whether the lab writes one or leaves it to the kernel. 1280 is what
 * IPv6 needs at least (RFC 8200, section 5), so that nothing but the size changes.
 */
import type { RunStep } from '../model/plan.ts';
import type { Alteration, Mutation } from './mutation.ts';
import { changed, valueAt, wordsAfter } from './words.ts';

const small = 1280;

export const mtu: Mutation = {
  name: 'mtu',
  about: 'an interface has a smaller MTU, at either end of a cable',
  of(step) {
    const at = wordsAfter(step, 'ip', 'link', ['add']);
    if (at === undefined || step.kind !== 'run') return [];
    const type = step.argv.indexOf('type', at);
    const peer = step.argv.indexOf('peer', type);
    return [
      resized(step, at, type < 0 ? step.argv.length : type),
      // `peer name X`, and what is said of X.
      ...(peer > 0 ? [{ ...resized(step, peer + 3, step.argv.length, peer + 3), part: 'peer' }] : []),
    ];
  },
};

function resized(step: RunStep, from: number, end: number, insertAt = end): Alteration {
  const written = valueAt(step, 'mtu', from, end);
  const before = written === undefined ? undefined : Number(step.argv[written]);
  const size = String(before !== undefined && before <= small ? before - 100 : small);
  const instead =
    written === undefined ? changed(step, insertAt, 0, ['mtu', size]) : changed(step, written, 1, [size]);
  return { what: `mtu ${size}${before === undefined ? '' : ` in place of ${before}`}`, instead };
}
