/** The network namespace of a node. */
import type { StepBase } from '../model/plan.ts';
import type { StepKind } from './step-kind.ts';

export interface NamespaceStep extends StepBase {
  readonly kind: 'namespace';
  /** `<lab>.<node>` */
  readonly namespace: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    namespace: NamespaceStep;
  }
}

export const namespace: StepKind<NamespaceStep> = {
  kind: 'namespace',
  command: (step) => ['ip', 'netns', 'add', step.namespace],
  namespaces: (step) => [step.namespace],
};
