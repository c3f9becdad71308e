/**
 * From interfaces to the chains of pods (felix/rules/dispatch.go). The first rule matches the first letter in which
 * interface names differ, the next one the interface of the pod. So on a node with a hundred pods a packet passes about
 * a dozen rules. Packets of a cali interface without a known pod are dropped.
 */

import { endpointChainName } from './endpoint-chain.ts';
import type { Direction } from './policy.ts';
import { type Chain, type FelixRule, rule } from './rule.ts';

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
  const toPod = (pod: Known): FelixRule =>
    rule(
      `${flag} ${pod.interface} -g ${endpointChainName(pod.interface, direction)}`,
      `The interface of ${pod.name} is ${pod.interface}.`,
    );
  const unknown = rule('-j DROP', 'Drop packets of interfaces without a known pod.', 'Unknown interface');
  const branches = byLetter.filter(([, those]) => those.length > 1);
  const child = (prefix: string) => `${root}-${prefix.slice(common.length)}`;
  return [
    ...branches.map(([prefix, those]) => ({
      name: child(prefix),
      about: `Pods whose interface names begin with ${prefix}.`,
      rules: [...those.map(toPod), unknown],
    })),
    {
      name: root,
      about:
        direction === 'ingress'
          ? 'Select the chain of the destination pod.'
          : 'Select the chain of the source pod.',
      rules: [
        ...byLetter.map(([prefix, those]) =>
          those.length > 1
            ? rule(
                `${flag} ${prefix}+ -g ${child(prefix)}`,
                `The interface names of ${those.length} pods begin with ${prefix}.`,
              )
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
