import type { TcStep } from '../../steps/tc.ts';

/** A step without what the node adds. Its level is that among the steps of its object. */
export type Planned = Omit<TcStep, 'kind' | 'node' | 'stage' | 'dev'> & {
  readonly kernel: readonly string[];
};
