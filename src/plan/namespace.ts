import type { PlanScope } from '../model/context.ts';
import type { RunStep } from '../model/plan.ts';

/** The node itself. */
export const namespaceStep = ({ node }: PlanScope): RunStep => ({
  kind: 'run',
  id: `${node.name}/namespace`,
  stage: 'namespaces',
  level: 0,
  node: null,
  reason:
    node.about ??
    (node.role === 'segment'
      ? `${node.name} is a switch: a namespace that holds a bridge.`
      : `${node.name} is a network namespace.`),
  source: node.source,
  argv: ['ip', 'netns', 'add', node.namespace],
  undo: ['ip', 'netns', 'del', node.namespace],
});
