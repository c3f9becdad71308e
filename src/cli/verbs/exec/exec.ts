import { callerOf } from '../../caller.ts';
import { onOption, type Verb } from '../../verb.ts';

export const exec: Verb = {
  name: 'exec',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node>', 'a node of it'],
    ['<command...>', 'what to run there; a -- before it may be left out'],
  ],
  about: 'run a command in a node; input, output and exit code are its own',
  options: [onOption],
  passThrough: true,
  examples: [
    ['netlab exec flannel-vxlan pod1-1 -- ping -c 1 pod2-1', 'nodes know each other by name'],
    ['netlab exec flannel-vxlan node1 bridge fdb show dev flannel.1', 'what the tunnel knows'],
  ],
  async run(call) {
    const { args } = call;
    const [{ enterUp, findLiveNode }, { guarded }, { requirePrograms, toAttach }, { UsageError }] =
      await Promise.all([
        import('../../../engine/find-up.ts'),
        import('./guarded-command.ts'),
        import('../../../engine/require-programs.ts'),
        import('../../../engine/usage-error.ts'),
      ]);
    const words = args[2] as readonly string[];
    const argv = words[0] === '--' ? words.slice(1) : words;
    if (argv.length === 0)
      throw new UsageError('exec needs a command', `netlab exec ${args[0]} ${args[1]} -- ip address`);
    const lab = await enterUp(String(args[0]), callerOf(call));
    const node = await findLiveNode(lab, String(args[1]));
    await requirePrograms(lab.place, toAttach(node));
    return lab.place.attach({ argv: guarded(argv), node, names: true });
  },
};
