/** Owners of addresses, neighbors on links and served ports, for errors about negative checks. */
import { formatIp, parseCidr } from '../base/cidr.ts';
import { features } from '../features/index.ts';
import { probes } from '../probes/index.ts';
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

function portsOf(draft: Draft, node: string, probe: string): readonly number[] {
  const { servers = [] } = probes.get(probe);
  return Object.entries(draft.get(node)?.spec.settings ?? {})
    .flatMap(([key, given]) => features.get(key).listens?.(given) ?? [])
    .flatMap(({ port, protocol }) => (servers.includes(protocol) ? [port] : []));
}
