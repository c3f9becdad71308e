/** The processes that the plan of a lab started. */
import type { Journal, Started } from '../model/journal.ts';

/** The process that holds a node's mounts is netlab's own and prints nothing. */
export const startedIn = (journal: Journal, node: string | undefined): readonly Started[] =>
  journal.processes.filter(
    (one) => (node === undefined || one.node === node) && !isMountHolder(one, journal),
  );

const isMountHolder = ({ pid }: Started, { nodes }: Journal): boolean =>
  nodes.some((node) => node.mounts === pid);
