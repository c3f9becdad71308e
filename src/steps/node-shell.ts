/** How a worker's shell, which is in the node's network namespace already, starts programs that need the node's own files. */
import { shellWord } from '../base/quote.ts';
import type { PlanNode } from '../model/plan.ts';

interface Program {
  readonly kind: 'run' | 'start';
  readonly pid?: string;
}

/** Descriptor 3 is the lab's lock, which only processes that build the lab hold. */
export const dropLock = '3>&-';

/** The step that makes the node's mount namespace cannot enter it. */
const entersMounts = (program: Program, node: PlanNode | null): node is PlanNode & { mounts: string } =>
  node?.mounts !== undefined && !(program.kind === 'start' && program.pid === node.mounts);

export const enterLines = (program: Program, node: PlanNode | null): readonly string[] =>
  entersMounts(program, node) ? [`read -r m <${shellWord(node.mounts)} || exit`] : [];

/** `ip netns exec` adds the node's files of /etc/netns. */
export function enterWords(program: Program, node: PlanNode | null): string {
  if (!node) return '';
  return entersMounts(program, node)
    ? 'nsenter -t "$m" --mount --'
    : `ip netns exec ${shellWord(node.namespace)}`;
}
