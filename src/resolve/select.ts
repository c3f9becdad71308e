/** Selectors: a name, a glob, a group, `nodes`, `pods`, `label=value`, or a list of them; nodes in the lab's order. */
import type { Source } from '../base/diagnostic.ts';
import { globPattern, isGlob } from '../base/glob.ts';
import { suggest } from '../base/suggest.ts';
import type { Draft, DraftNode } from './draft.ts';

type Fault = {
  code: string;
  message: string;
  at: Source;
  known?: readonly string[];
  suggestion?: string | undefined;
};

export function select(
  selector: string,
  draft: Draft,
  at: Source,
  refuse: (fault: Fault) => void,
): readonly string[] {
  const nodes = [...draft.values()];
  const chosen = nodes.filter(matcher(selector, nodes)).map((node) => node.name);
  if (chosen.length > 0) return chosen;
  const known = [...new Set(nodes.flatMap((node) => [node.name, ...node.spec.group]))];
  refuse({
    code: 'unknown-node',
    message: `"${selector}" chooses no node`,
    at,
    known,
    suggestion: suggest(selector, known),
  });
  return [];
}

function matcher(selector: string, nodes: readonly DraftNode[]): (node: DraftNode) => boolean {
  const label = selector.match(/^([^=]+)=(.*)$/);
  if (label) return (node) => node.spec.labels[label[1]!] === label[2];
  if (nodes.some((node) => node.name === selector)) return (node) => node.name === selector;
  if (nodes.some((node) => node.spec.group.includes(selector)))
    return (node) => node.spec.group.includes(selector);
  if (selector === 'nodes') return (node) => node.role === 'node';
  if (isGlob(selector)) return (node) => node.role === 'node' && globPattern(selector).test(node.name);
  return () => false;
}
