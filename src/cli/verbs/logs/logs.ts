import { callerOf } from '../../caller.ts';
import { onOption, type Verb } from '../../verb.ts';

export const logs: Verb = {
  name: 'logs',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['[node]', 'only the processes of this node'],
  ],
  about: 'what the processes of a lab have written',
  options: [
    onOption,
    ['-f, --follow', 'go on with what they write, until Ctrl-C or until the lab is taken down'],
  ],
  examples: [
    ['netlab logs router', 'every process of the lab'],
    ['netlab logs router red --follow', 'one node, as it happens'],
  ],
  async run(call) {
    const { args, options, out } = call;
    const [{ findNode, findUp }, { startedIn }, { follow, print }] = await Promise.all([
      import('../../../engine/find-up.ts'),
      import('../../../engine/lab-processes.ts'),
      import('./run.ts'),
    ]);
    const lab = await findUp(String(args[0]), callerOf(call));
    const node = args[1] === undefined ? undefined : findNode(lab.journal, String(args[1]));
    const started = startedIn(lab.journal, node?.name);
    if (started.length === 0) {
      out.note(`${node ? `${node.name} of ${lab.journal.lab}` : lab.journal.lab} runs no process: no logs`);
      return 0;
    }
    return options.follow ? follow(lab, started, out) : print(lab, started, out);
  },
};
