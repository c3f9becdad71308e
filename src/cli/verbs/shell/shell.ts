import { callerOf } from '../../caller.ts';
import { onOption, type Verb } from '../../verb.ts';

export const shell: Verb = {
  name: 'shell',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node>', 'a node of it'],
  ],
  about: 'open a shell in a node; exit or Ctrl-D leaves it, the lab stays up',
  options: [onOption],
  examples: [['netlab shell flannel-vxlan pod1-1', 'then try: ping pod2-1, ip route, tcpdump -ni eth0']],
  async run(call) {
    const { args, env, out } = call;
    const [{ enterUp, findLiveNode }, { addressesOf }, { requirePrograms, toAttach }, { shellCommand }] =
      await Promise.all([
        import('../../../engine/find-up.ts'),
        import('../../../engine/node-addresses.ts'),
        import('../../../engine/require-programs.ts'),
        import('./shells.ts'),
      ]);
    const lab = await enterUp(String(args[0]), callerOf(call));
    const node = await findLiveNode(lab, String(args[1]));
    await requirePrograms(lab.place, toAttach(node));
    const terminal = process.stdin.isTTY === true;
    const where = `${node.name}@${lab.journal.lab}`;
    if (terminal) {
      const paint = out.notePaint;
      const addresses = (await addressesOf(lab.place, [node])).get(node.name) ?? [];
      const list = addresses.map(({ address, interface: name }) => `${address} ${paint.dim(name)}`);
      out.note(`${paint.strong(where)}  ${list.join('  ') || 'no address'}`);
      out.note(paint.dim('exit or Ctrl-D leaves the node; the lab stays up'));
    }
    const prompt = { where, colour: out.notePaint.dim('x') !== 'x' };
    return lab.place.attach({ argv: shellCommand(env.SHELL || 'sh', prompt, terminal), node, names: true });
  },
};
