/**
 * A rule does the opposite, or sends elsewhere. MASQUERADE, RETURN and jumps have no opposite: leaving them out is that. A
 * policy of DROP that is turned is one that is left out.
 */
import type { RuleLine } from '../model/plan.ts';
import type { Mutation } from './mutation.ts';
import { otherAddress } from './words.ts';

const opposite: Readonly<Record<string, string>> = { ACCEPT: 'DROP', DROP: 'ACCEPT', REJECT: 'ACCEPT' };
/** Options of a target whose value is an address, with a port or without. */
const destinations = ['--to-destination', '--to-source'];

export const target: Mutation = {
  name: 'target',
  about: 'a rule accepts what it drops, drops what it accepts, or translates to another address',
  of(step) {
    if (step.kind !== 'rules') return [];
    return step.lines.flatMap((rule) => {
      const argv = turned(rule);
      if (!argv) return [];
      const lines = step.lines.map((line) => (line === rule ? { ...line, argv } : line));
      return [
        {
          rule,
          what: argv.filter((word, i) => word !== rule.argv[i]).join(' '),
          instead: { ...step, lines },
        },
      ];
    });
  },
};

function turned({ argv }: RuleLine): readonly string[] | undefined {
  if (argv[0] === '-P') return argv[2] === 'ACCEPT' ? [...argv.slice(0, 2), 'DROP'] : undefined;
  const at = argv.indexOf('-j') + 1;
  const other = at > 0 ? opposite[argv[at]!] : undefined;
  // What follows -j is the target's own: --reject-with.
  if (other) return [...argv.slice(0, at), other];
  const to = argv.findIndex((word, i) => destinations.includes(argv[i - 1] ?? '') && word !== '');
  const [, ip = '', port = ''] = /^([\d.]+)(:.*)?$/.exec(argv[to] ?? '') ?? [];
  const address = otherAddress(ip);
  return address === undefined ? undefined : argv.toSpliced(to, 1, `${address}${port}`);
}
