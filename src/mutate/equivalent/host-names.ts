/** /etc/hosts of the nodes, and the copy for daemons of a node with its own files (src/plan/hosts.ts, mounts.ts). */
import type { Equivalents } from './equivalent.ts';

export const hostNames: Equivalents = (plan) => {
  const generated = new Map(
    plan.steps.flatMap((step) =>
      step.kind === 'write' && step.id === `${step.node}/hosts` ? [[step.node, step]] : [],
    ),
  );
  return ({ mutation, step }) => {
    if (mutation !== 'drop' || step.kind !== 'write') return undefined;
    const hosts = generated.get(step.node);
    const isCopy = step.id === `${step.node}/file/etc/hosts` && step.content === hosts?.content;
    return step === hosts || isCopy
      ? 'Packets contain addresses, not names. Only names that users type are looked up here.'
      : undefined;
  };
};
