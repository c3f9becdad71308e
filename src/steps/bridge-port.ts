/** `bridge link set`: what a bridge does with one of its ports. */
import type { StepBase } from '../model/plan.ts';
import type { StepKind } from './step-kind.ts';

export interface BridgePortStep extends StepBase {
  readonly kind: 'bridge-port';
  readonly dev: string;
  readonly hairpin: boolean;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'bridge-port': BridgePortStep;
  }
}

export const bridgePort: StepKind<BridgePortStep> = {
  kind: 'bridge-port',
  command: ({ dev, hairpin }) => ['bridge', 'link', 'set', 'dev', dev, 'hairpin', hairpin ? 'on' : 'off'],
};
