/** `ethtool -K`: offloads of an interface, set in one command. */
import type { StepBase } from '../model/plan.ts';
import type { StepKind } from './step-kind.ts';

export interface OffloadStep extends StepBase {
  readonly kind: 'offload';
  readonly dev: string;
  /** By the word of ethtool(8): `tso`. */
  readonly features: Readonly<Record<string, boolean>>;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    offload: OffloadStep;
  }
}

export const offload: StepKind<OffloadStep> = {
  kind: 'offload',
  command: ({ dev, features }) => [
    ...['ethtool', '-K', dev],
    ...Object.entries(features).flatMap(([word, on]) => [word, on ? 'on' : 'off']),
  ],
  // The values are not read. An interface that is made again has the kernel's.
  compare: ({ dev, node }, { links }) =>
    links.some(({ ifname }) => ifname === dev)
      ? undefined
      : {
          why: `${node}'s offloads of ${dev} are gone with the interface`,
          ...{ argv: ['ethtool', '-k', dev], consequence: true },
        },
};
