import { onOption, type Verb } from '../../verb.ts';

export const logs: Verb = {
  name: 'logs',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['[node]', 'a node; default: all nodes'],
  ],
  about: "print the output of a lab's processes",
  options: [onOption, ['-f, --follow', 'follow the output until Ctrl-C, or until the lab is down']],
  examples: [
    ['netlab logs router', 'all processes of the lab'],
    ['netlab logs router red --follow', 'one node, live'],
  ],
  async run(call) {
    const { runLogs } = await import('./run.ts');
    return runLogs(call);
  },
};
