/**
 * From interfaces to pods' chains (felix/rules/dispatch.go): one look at the first letter that differs, then the pod's own rule,
 * so that a packet on a node of a hundred pods passes a dozen rules. What is behind a cali interface that felix does not know is
 * dropped.
 */

import { endpointChainName } from './endpoint-chain.ts';
import type { Direction } from './policy.ts';
import { type Chain, type Rule, rule, unreached } from './rule.ts';

export const dispatchChains = { ingress: 'cali-to-wl-dispatch', egress: 'cali-from-wl-dispatch' } as const;
const flags = { ingress: '-o', egress: '-i' } as const;

interface Known {
  readonly interface: string;
  readonly name: string;
}

export function dispatch(pods: readonly Known[], direction: Direction): readonly Chain[] {
  const root = dispatchChains[direction];
  const flag = flags[direction];
  const common = commonPrefix(pods.map((pod) => pod.interface));
  const sorted = [...pods].sort((a, b) => (a.interface < b.interface ? -1 : 1));
  const prefixOf = (pod: Known) => pod.interface.slice(0, common.length + 1);
  const byLetter = [...new Set(sorted.map(prefixOf))].map(
    (prefix) => [prefix, sorted.filter((pod) => prefixOf(pod) === prefix)] as const,
  );
  const toPod = (pod: Known): Rule =>
    rule(
      `${flag} ${pod.interface} -g ${endpointChainName(pod.interface, direction)}`,
      `${pod.name} is behind ${pod.interface}.`,
    );
  const unknown = rule(
    '-j DROP',
    'No pod is known behind this interface.',
    unreached('Every cali interface that a node has here is one of a pod that felix knows.'),
  );
  const branches = byLetter.filter(([, those]) => those.length > 1);
  const child = (prefix: string) => `${root}-${prefix.slice(common.length)}`;
  return [
    ...branches.map(([prefix, those]) => ({
      name: child(prefix),
      about: `Pods behind interfaces that begin with ${prefix}.`,
      rules: [...those.map(toPod), unknown],
    })),
    {
      name: root,
      about: direction === 'ingress' ? 'Which pod does it go to?' : 'Which pod does it come from?',
      rules: [
        ...byLetter.map(([prefix, those]) =>
          those.length > 1
            ? rule(`${flag} ${prefix}+ -g ${child(prefix)}`, `${those.length} pods share this beginning.`)
            : toPod(those[0]!),
        ),
        unknown,
      ],
    },
  ];
}

function commonPrefix(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
