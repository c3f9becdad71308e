/** The rules that felix writes in one node for pods and policies, chain by chain. */
import { expect } from 'vitest';
import { stringify } from 'yaml';
import { expanded } from '../../../compiled.ts';

/** A NetworkPolicy. */
export const object = (name: string, spec: unknown) => ({
  ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec },
});

interface Node {
  readonly iptables: readonly (string | { rule: string })[];
  readonly ipsets: Readonly<Record<string, { members: string[] }>>;
}

/** Node `node1` of a lab with the pods web and api there and db on node2. */
export function node1(
  policies?: readonly unknown[],
  pods: Record<string, string[]> = { node1: ['web', 'api'], node2: ['db'] },
) {
  const network = { plugin: 'calico', encapsulation: 'VXLAN' };
  const { nodes } = expanded(
    stringify({
      lab: 'x',
      cluster: {
        nodes: 2,
        pods,
        underlay: '192.0.2.0/24',
        network,
        ...(policies ? { objects: policies } : {}),
      },
      groups: { pods: { labels: { kind: 'pod' } } },
      nodes: Object.fromEntries(
        Object.values(pods)
          .flat()
          .map((name) => [name, { labels: { app: name } }]),
      ),
    }),
  ) as unknown as { nodes: { node1: Node } };
  return nodes.node1;
}

/** Rules of one chain of the filter table, without the chain and comments. */
export const chain = ({ iptables }: Node, name: string): readonly string[] =>
  iptables
    .map((line) => (typeof line === 'string' ? line : line.rule))
    .filter((line) => line.startsWith(`-A ${name} `))
    .map((line) =>
      line
        .slice(`-A ${name} `.length)
        .replaceAll(/-m comment --comment "[^"]*" ?/g, '')
        .trim(),
    );

/** The only chain whose name begins so. */
export function named({ iptables }: Node, prefix: string): string {
  const chains = iptables
    .map((line) => (typeof line === 'string' ? line : line.rule))
    .filter((line) => line.startsWith(`-N ${prefix}`));
  expect(chains).toHaveLength(1);
  return chains[0]!.slice('-N '.length);
}

export const web = 'cali68caf03a5f4';
export const api = 'calibd0ecddfcf2';
export const accept = '-j MARK --set-xmark 0x10000/0x10000';
export const returns = '-m mark --mark 0x10000/0x10000 -j RETURN';
