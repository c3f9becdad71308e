/** `ip tuntap add`: a device whose other end is a program. */
import type { StepBase } from '../model/plan.ts';
import { compareInterface } from './compare-interface.ts';
import type { StepKind } from './step-kind.ts';

export interface TuntapStep extends StepBase {
  readonly kind: 'tuntap';
  readonly dev: string;
  readonly mode: 'tun' | 'tap';
}

declare module '../model/plan.ts' {
  interface StepKinds {
    tuntap: TuntapStep;
  }
}

export const tuntap: StepKind<TuntapStep> = {
  kind: 'tuntap',
  command: ({ dev, mode }) => ['ip', 'tuntap', 'add', 'dev', dev, 'mode', mode],
  occupies: ({ node, dev }) => (node === null ? [] : [{ node, interface: dev }]),
  compare: ({ id, dev }, node) => compareInterface(dev, { id }, node),
};
