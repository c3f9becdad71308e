/**
 * Node names in every node: `ip netns exec` mounts /etc/netns/<namespace>/hosts over /etc/hosts. A name resolves to the
 * node's address on its first link, in all nodes.
 *
 * The nodes of a large lab share one file, by hard links: 3,000 files with 3,000 lines each take 200 MB of memory. There a node's
 * own name resolves like all others. In a small lab it resolves to 127.0.0.1, and a change by hand stays in one node.
 */
import { interfaceTypes } from '../interfaces/index.ts';
import type { PlanScope } from '../model/context.ts';
import type { Lab, LabNode } from '../model/lab.ts';
import { namespaceFiles } from '../model/owned.ts';
import type { WriteStep } from '../steps/write.ts';

/** With one file each, this many nodes take 16 MB. */
const mostFiles = 500;

export function hostsSteps({ lab, node }: PlanScope): readonly WriteStep[] {
  if (node.role === 'segment') return [];
  const shared = lab.nodes.length > mostFiles;
  const first = shared ? lab.nodes.find(({ role }) => role !== 'segment')! : node;
  const content = shared ? sharedPieces(lab) : pieces(lab, node);
  return [
    {
      kind: 'write',
      id: `${node.name}/hosts`,
      stage: 'files',
      level: first === node ? 0 : 1,
      node: node.name,
      reason: `Node names resolve inside ${node.name}.`,
      source: node.source,
      path: `${namespaceFiles(node.namespace)}/hosts`,
      // Built on demand, because the files of a thousand nodes are 25 MB.
      get content() {
        return content.join('');
      },
      mode: 0o644,
      ...(first === node ? {} : { sameAs: `${namespaceFiles(first.namespace)}/hosts` }),
      undo: ['rm', '-r', namespaceFiles(node.namespace)],
    },
  ];
}

export const hostsFile = (lab: Lab, reader: LabNode): string => pieces(lab, reader).join('');

const sharedPieces = (lab: Lab): readonly string[] => [loopback(lab), (known.get(lab) ?? linesOf(lab)).text];

const loopback = ({ ipv6 }: Lab): string => `127.0.0.1 localhost\n${ipv6 ? '::1 localhost\n' : ''}`;

/** The lines before and after the node's own line are slices of one text. */
function pieces(lab: Lab, reader: LabNode): readonly string[] {
  const { text, spans } = known.get(lab) ?? linesOf(lab);
  const [start, end] = spans.get(reader) ?? [0, 0];
  return [`${loopback(lab)}127.0.0.1 ${reader.name}\n`, text.slice(0, start), text.slice(end)];
}

/** The lines of all nodes, computed once for a lab, and the offset of each node's own line. */
interface Lines {
  readonly text: string;
  readonly spans: ReadonlyMap<LabNode, readonly [start: number, end: number]>;
}

const known = new WeakMap<Lab, Lines>();

function linesOf(lab: Lab): Lines {
  const spans = new Map<LabNode, readonly [number, number]>();
  let text = '';
  for (const node of lab.nodes) {
    const address = addressOf(node);
    if (address === undefined) continue;
    const line = `${address} ${node.name}\n`;
    spans.set(node, [text.length, text.length + line.length]);
    text += line;
  }
  const lines = { text, spans };
  known.set(lab, lines);
  return lines;
}

/** The address of the first linked interface, else the first address. */
function addressOf(node: LabNode): string | undefined {
  const addressed = node.interfaces.filter((iface) => iface.addresses.length > 0);
  const chosen = addressed.find((iface) => interfaceTypes.get(iface.type).namesNode) ?? addressed[0];
  return chosen?.addresses[0]?.cidr.split('/')[0];
}
