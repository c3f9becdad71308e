/**
 * The resolver configuration of a node, with netplan's words. `ip netns exec` mounts /etc/netns/<namespace>/resolv.conf over
 * /etc/resolv.conf. A node with its own mount namespace has a copy there (src/plan/mounts.ts).
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, domainName } from '../base/scalar.ts';
import { namespaceFiles } from '../model/owned.ts';
import { defineFeature } from './feature.ts';

/** MAXNS in glibc's resolv.h. */
const mostServers = 3;

const option = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(:\d{1,3})?$/, {
    error: (issue) => `expected an option of resolv.conf, such as ndots:5, found "${String(issue.input)}"`,
  })
  .meta({ title: 'option' });

const schema = z.strictObject({
  addresses: z
    .array(addressRef())
    .min(1)
    .max(mostServers, { error: `resolvers ask at most ${mostServers} servers` })
    .describe('DNS servers, in the order in which they are asked'),
  search: z.array(domainName()).max(32).default([]).describe('Domains that are appended to names'),
  options: z.array(option).max(32).default([]).describe('Options of resolv.conf(5), such as ndots:5'),
});
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    nameservers: z.input<typeof schema>;
  }
}

interface Setting {
  readonly content: string;
  readonly source: Source;
}

export const nameservers = defineFeature<Spec, Setting>({
  key: 'nameservers',
  about: "The node's resolv.conf: DNS servers, search domains and options",
  trust: 'no',
  schema,
  resolve({ addresses, search, options }, asker) {
    const found = addresses.flatMap((ref, i) => asker.address(ref, asker.at('addresses', i)) ?? []);
    // The order of container runtimes: parseDNSOptions in containerd.
    const lines = [
      ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
      ...found.map((address) => `nameserver ${address}`),
      ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
    ];
    return { content: `${lines.join('\n')}\n`, source: asker.at() };
  },
  resolvers: ({ addresses }) => addresses,
  etc: ({ content }) => ({ 'resolv.conf': content }),
  plan: ({ content, source }, { node }) => [
    {
      kind: 'write',
      id: `${node.name}/resolv.conf`,
      stage: 'files',
      // After the file of host names, whose step removes the folder.
      level: 1,
      node: node.name,
      source,
      reason: `The DNS servers and search domains of ${node.name}.`,
      path: `${namespaceFiles(node.namespace)}/resolv.conf`,
      content,
      mode: 0o644,
    },
  ],
});
