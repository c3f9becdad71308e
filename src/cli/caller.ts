/** Converts the options of a call to what the engine reads. */
import type { Caller } from '../engine/caller.ts';
import type { Call } from './verb.ts';

export const callerOf = ({ options, out, cwd, env }: Call): Caller => ({
  env,
  cwd,
  on: options.on as string | undefined,
  trust: options.trust === true,
  loadModules: options.loadModules === true,
  note: (text) => out.note(text),
});
