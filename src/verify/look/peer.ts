/** A veth pair is made by one command, in the namespace of one end. What that command says of the other end is looked at there. */
import type { Plan, Step } from '../../model/plan.ts';
import { after, wordsOf } from './reader.ts';

/** The words about the other end, as a step of its node; nothing where they only name it. */
export function peerOf(step: Step, { nodes }: Plan): readonly Step[] {
  const made = wordsOf(step, 'ip', ['link'], ['add']);
  const at = made?.indexOf('peer') ?? -1;
  if (step.kind !== 'run' || !made || at < 0) return [];
  const peer = made.slice(at + 1);
  const namespace = after(peer, 'netns');
  const node = namespace === undefined ? step.node : nodes.find((one) => one.namespace === namespace)?.name;
  const said = ['address', 'mtu'].flatMap((key) => {
    const value = after(peer, key);
    return value === undefined ? [] : [key, value];
  });
  if (!node || said.length === 0) return [];
  return [{ ...step, node, argv: ['ip', 'link', 'set', 'dev', after(peer, 'name') ?? '', ...said] }];
}
