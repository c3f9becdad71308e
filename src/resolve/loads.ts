/** Converts items of `measure` to loads that can run without the lab's text. */
import { loads } from '../loads/index.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { LabLoad, LoadSpec } from '../model/load.ts';
import { eachPair, pairsOf } from '../probes/pairs.ts';

/** The load, or undefined if a fault was reported. `taken` has the ids of those before it. */
export function resolveLoad(
  spec: LoadSpec,
  asker: ReferenceResolver,
  taken: Set<string>,
): LabLoad | undefined {
  const found = pairsOf({ from: [spec.from], to: spec.to }, asker);
  if (!found) return undefined;
  const { pairs, first } = found;
  if (pairs.from.length > 1)
    asker.refuse({
      code: 'one-client',
      message: `a load has one client, and ${spec.from} selects ${pairs.from.length} nodes`,
      at: asker.at('from'),
    });
  const nodes = spec.servers
    ? asker.select(spec.servers, asker.at('servers'))
    : pairs.to.flatMap(({ node }) => (node === undefined || node === first.from ? [] : [node]));
  if (!spec.servers && pairs.to.some(({ node }) => node === undefined))
    asker.refuse({
      code: 'load-without-servers',
      message: 'to is an address, which does not tell where the servers run',
      at: asker.at('to'),
      hint: 'name the nodes that answer: servers: [web-1, web-2]',
    });
  const id = spec.name ?? spec.kind;
  if (taken.has(id))
    asker.refuse({
      code: 'load-twice',
      message: `there are two loads "${id}"`,
      at: asker.keyAt(),
      hint: 'give each a name',
    });
  taken.add(id);
  return {
    ...{ id, kind: spec.kind, from: first.from, port: spec.port, servers: [...new Set(nodes)] },
    ...(spec.about ? { about: spec.about } : {}),
    title: `${found.id.replace('/', ' -> ')} port ${spec.port}`,
    targets: [...eachPair(pairs)].map(({ address }) => address),
    serverPort: spec['server-port'] ?? spec.port,
    count: spec.count ?? loads.get(spec.kind).count,
    source: asker.keyAt(),
  };
}
