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
    const { runLogs } = await import('./run.ts');
    return runLogs(call);
  },
};
