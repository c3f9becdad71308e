import { enterUp, findLiveNode } from '../../../engine/find-up.ts';
import { requirePrograms, toAttach } from '../../../engine/require-programs.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import { callerOf } from '../../caller.ts';
import { runInForeground } from '../../interrupt.ts';
import type { Call } from '../../verb.ts';
import { guarded } from './guarded-command.ts';

export async function runExec(call: Call): Promise<number> {
  const { args } = call;
  const words = args[2] as readonly string[];
  const argv = words[0] === '--' ? words.slice(1) : words;
  if (argv.length === 0)
    throw new UsageError('exec needs a command', `netlab exec ${args[0]} ${args[1]} -- ip address`);
  const lab = await enterUp(String(args[0]), callerOf(call));
  const node = await findLiveNode(lab, String(args[1]));
  await requirePrograms(lab.place, toAttach(node));
  return runInForeground(() => lab.place.attach({ argv: guarded(argv), node, names: true }));
}
