import { jsonOption, onOption, setOption, type Verb } from '../../verb.ts';

export const up: Verb = {
  name: 'up',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'build a lab; exit 1 if it is up already and differs from its plan',
  options: [
    ['--replace', 'remove the lab first if it is up: after a change of its file'],
    [
      '--trust',
      'accept the commands and files of your own lab that root runs or reads; needed again after a change',
    ],
    ['--load-modules', 'load kernel modules that add devices to this host (ipip, gre); netlab prints which'],
    onOption,
    ['-v, --verbose', 'print each command before it runs'],
    ['-q, --quiet', 'print errors only'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab up flannel-vxlan', 'a shipped lab'],
    ['netlab up my-lab.yaml --replace', 'your lab, after a change'],
  ],
  async run(call) {
    const { runUp } = await import('./run.ts');
    return runUp(call);
  },
};
