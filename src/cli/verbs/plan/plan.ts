import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const plan: Verb = {
  name: 'plan',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'print the commands that build a lab, in order, each with its reason',
  options: [
    ['--node <node>', 'only the steps of this node'],
    ['--all', 'also what every lab begins with: node names, baseline settings'],
    ['--format <format>', 'pretty, sh (a script that builds the lab) or json', ['pretty', 'sh', 'json']],
    ['--down', 'with --format sh: the script that takes the lab away'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab plan flannel-vxlan --node node1', 'what happens in one node'],
    ['netlab plan flannel-vxlan --format sh > up.sh', 'a script to read, or to run'],
  ],
  async run(call) {
    const { runPlan } = await import('./run.ts');
    return runPlan(call);
  },
};
