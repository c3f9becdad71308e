/** The check of a daemon's configuration before the daemon starts (src/features/daemons). */
import type { Equivalents } from './equivalent.ts';

export const daemons: Equivalents =
  () =>
  ({ mutation, step }) =>
    mutation === 'drop' && step.id.startsWith(`${step.node}/check/`)
      ? 'The check changes nothing, and the configuration is correct.'
      : undefined;
