/** Owners of addresses, neighbors on links and served ports, for errors about negative checks. */
import { formatIp, parseCidr } from '../base/cidr.ts';
import type { Domains } from './domains.ts';
import type { Draft } from './draft.ts';
import { mostCompared, type People } from './halves.ts';

export function peopleOf(draft: Draft, domains: () => Domains): People {
  let owners: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    owners(address) {
      owners ??= ownersIn(draft);
      return owners.get(address) ?? [];
    },
    beside: (node) =>
      named(draft).filter((other) => other !== node && domains().shared(node, other).length > 0),
    ports: (node, probe) => portsOf(draft, node, probe),
    nodes: () => named(draft),
    comparisons: { left: mostCompared },
  };
}

/** Nodes that can send and reply. */
const named = (draft: Draft): readonly string[] =>
  [...draft.values()]
    .filter(({ interfaces }) => [...interfaces.values()].some(({ addresses }) => addresses.length > 0))
    .map(({ name }) => name);

function ownersIn(draft: Draft): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const node of draft.values())
    for (const { addresses } of node.interfaces.values())
      for (const { cidr } of addresses) {
        const address = formatIp(parseCidr(cidr)!.ip);
        const before = found.get(address);
        if (before) before.push(node.name);
        else found.set(address, [node.name]);
      }
  return found;
}

/** Protocols of `serve` that reply to a probe. An HTTP server also replies to a tcp probe. */
const answers: Readonly<Record<string, readonly string[]>> = {
  tcp: ['tcp', 'http'],
  http: ['http'],
  udp: ['udp'],
};

function portsOf(draft: Draft, node: string, probe: string): readonly number[] {
  const served = (draft.get(node)?.spec.settings.serve ?? []) as readonly string[];
  return served.flatMap((listen) => {
    const [port, protocol] = listen.split('/');
    return answers[probe]?.includes(protocol!) ? [Number(port)] : [];
  });
}
