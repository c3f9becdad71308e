/** The MTU of a dummy. */
import type { Equivalents } from './equivalent.ts';

export const dummy: Equivalents =
  () =>
  ({ mutation, step }) =>
    mutation === 'mtu' && step.kind === 'link' && step.type === 'dummy'
      ? 'No packet leaves by it. Packets to its addresses arrive on other interfaces.'
      : undefined;
