import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const plan: Verb = {
  name: 'plan',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'print the commands that build a lab, each with its reason',
  options: [
    ['--node <node>', 'only the steps of this node'],
    ['--all', 'include the steps of every lab: node names, baseline settings'],
    ['--format <format>', 'output format; sh is a script that builds the lab', ['pretty', 'sh', 'json']],
    ['--down', 'with --format sh: the script that removes the lab'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab plan flannel-vxlan --node node1', 'the steps of one node'],
    ['netlab plan flannel-vxlan --format sh > up.sh', 'a script to read or to run'],
  ],
  async run(call) {
    const { runPlan } = await import('./run.ts');
    return runPlan(call);
  },
};
