import { enterUp, findLiveNode } from '../../../engine/find-up.ts';
import { readAddresses } from '../../../engine/node-addresses.ts';
import { requirePrograms, toAttach } from '../../../engine/require-programs.ts';
import { callerOf } from '../../caller.ts';
import { runInForeground } from '../../interrupt.ts';
import type { Call } from '../../verb.ts';
import { shellCommand, shellOf } from './shells.ts';

export async function runShell(call: Call): Promise<number> {
  const { args, env, out } = call;
  const lab = await enterUp(String(args[0]), callerOf(call));
  const node = await findLiveNode(lab, String(args[1]));
  await requirePrograms(lab.place, toAttach(node));
  const terminal = process.stdin.isTTY === true;
  const where = `${node.name}@${lab.journal.lab}`;
  if (terminal) {
    const paint = out.notePaint;
    const addresses = (await readAddresses(lab.place, [node])).get(node.name) ?? [];
    const list = addresses.map(({ address, interface: name }) => `${address} ${paint.dim(name)}`);
    out.note(`${paint.strong(where)}  ${list.join('  ') || 'no address'}`);
    out.note(paint.dim('exit or Ctrl-D leaves the node; the lab stays up'));
  }
  const prompt = { where, colour: out.notePaint.dim('x') !== 'x' };
  const argv = shellCommand(shellOf(env), prompt, terminal);
  return runInForeground(() => lab.place.attach({ argv, node, names: true }));
}
