/** Addresses that nodes have now, asked of the kernel in one script. */
import { kernelJson } from '../base/kernel-json.ts';
import { shellWord } from '../base/quote.ts';
import { namespacePath } from '../model/owned.ts';
import type { Place } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';

export interface NodeAddress {
  readonly interface: string;
  readonly address: string;
}

/** By node; a node whose namespace has gone is not there. Loopback and link-local addresses are left out. */
export async function readAddresses(
  place: Place,
  nodes: readonly PlanNode[],
): Promise<ReadonlyMap<string, readonly NodeAddress[]>> {
  const text = nodes
    .map(
      ({ name, namespace }) =>
        // `ip -n` copies the mount table, which grows with the number of namespaces.
        `echo ${shellWord(`node ${name}`)}; nsenter --net=${shellWord(namespacePath(namespace))} -- ip -j address 2>/dev/null`,
    )
    .join('\n');
  const { stdout } = await place.script(`${text}\n:`);
  const found = new Map<string, readonly NodeAddress[]>();
  let node = '';
  for (const line of stdout.split('\n')) {
    if (line.startsWith('node ')) node = line.slice(5);
    else if (line.startsWith('[')) found.set(node, read(line));
  }
  return found;
}

interface Shown {
  readonly ifname: string;
  readonly addr_info?: readonly {
    readonly local: string;
    readonly prefixlen: number;
    readonly scope: string;
  }[];
}

const read = (json: string): readonly NodeAddress[] =>
  (kernelJson(json) as readonly Shown[]).flatMap(({ ifname, addr_info = [] }) =>
    addr_info
      .filter(({ scope }) => scope === 'global')
      .map(({ local, prefixlen }) => ({ interface: ifname, address: `${local}/${prefixlen}` })),
  );
