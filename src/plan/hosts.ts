/**
 * Names of nodes inside every node: `ip netns exec` shows /etc/netns/<namespace>/hosts as /etc/hosts. A name stands for the
 * address of the node on its first link, whoever reads it.
 */
import type { PlanScope } from '../model/context.ts';
import type { Lab, LabNode } from '../model/lab.ts';
import type { WriteStep } from '../model/plan.ts';

export function hostsSteps({ lab, node }: PlanScope): readonly WriteStep[] {
  if (node.role === 'segment') return [];
  return [
    {
      kind: 'write',
      id: `${node.name}/hosts`,
      stage: 'files',
      level: 0,
      node: node.name,
      reason: `Node names resolve inside ${node.name}.`,
      source: node.source,
      path: `/etc/netns/${node.namespace}/hosts`,
      content: hostsFile(lab, node),
      mode: 0o644,
      undo: ['rm', '-r', `/etc/netns/${node.namespace}`],
    },
  ];
}

export function hostsFile(lab: Lab, reader: LabNode): string {
  const entries = lab.nodes.flatMap((node) => {
    const address = node === reader ? undefined : addressOf(node);
    return address === undefined ? [] : [`${address} ${node.name}`];
  });
  const ipv6 = lab.ipv6 ? ['::1 localhost'] : [];
  return `${['127.0.0.1 localhost', ...ipv6, `127.0.0.1 ${reader.name}`, ...entries].join('\n')}\n`;
}

/** The first linked interface's, else the first that there is. */
function addressOf(node: LabNode): string | undefined {
  const addressed = node.interfaces.filter((iface) => iface.addresses.length > 0);
  const chosen = addressed.find((iface) => iface.type === 'veth') ?? addressed[0];
  return chosen?.addresses[0]?.cidr.split('/')[0];
}
