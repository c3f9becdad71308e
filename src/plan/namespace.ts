import type { PlanScope } from '../model/context.ts';
import type { NamespaceStep } from '../steps/namespace.ts';

/** The node itself. */
export const namespaceStep = ({ node }: PlanScope): NamespaceStep => ({
  kind: 'namespace',
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
  namespace: node.namespace,
  undo: ['ip', 'netns', 'del', node.namespace],
});
