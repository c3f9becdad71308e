import { jsonOption, onOption, setOption, type Verb } from '../../verb.ts';

export const up: Verb = {
  name: 'up',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'build a lab out of real namespaces',
  options: [
    ['--replace', 'build it anew although it is up: after a change, or when you broke it'],
    ['--trust', 'accept what a lab of yours makes root run or read; remembered until the lab changes'],
    ['--load-modules', 'let the kernel load modules that change this host (ipip, gre: named when needed)'],
    onOption,
    ['-v, --verbose', 'print each command before it runs'],
    ['-q, --quiet', 'print nothing but faults'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab up flannel-vxlan', 'a shipped lab'],
    ['netlab up my-lab.yaml --replace', 'a lab of yours, after a change'],
  ],
  async run(call) {
    const { runUp } = await import('./run.ts');
    return runUp(call);
  },
};
