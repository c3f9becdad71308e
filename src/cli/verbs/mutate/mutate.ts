import { jsonOption, onOption, setOption, type Verb } from '../../verb.ts';

export const mutate: Verb = {
  name: 'mutate',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'leave out or change one step of the plan at a time, and list the changes that no check detects',
  options: [
    ['--list', 'list the mutants, and exit'],
    ['--only <glob>', 'mutants whose id matches: "mtu *", "drop node1/*"'],
    ['--sample <count>', 'a random sample of this size'],
    ['--seed <number>', 'seed of the sample; default: random, and printed'],
    ['--equivalent', 'include equivalent mutants, which no packet can reveal'],
    ['--jobs <count>', 'number of labs at a time (default: two per processor)'],
    ['--min <percent>', 'exit 1 if fewer mutants are caught', '90'],
    onOption,
    [
      '--trust',
      'accept the commands and files of your own lab that root runs or reads; needed again after a change',
    ],
    ['--load-modules', 'load kernel modules that add devices to this host (ipip, gre); netlab prints which'],
    ['-q, --quiet', 'print no progress'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab mutate flannel-vxlan', 'all mutants of a shipped lab'],
    ['netlab mutate my-lab.yaml --only "drop *"', 'the steps of your lab that no check needs'],
    ['netlab mutate router --sample 10 --seed 7', 'a sample, the same each time'],
  ],
  async run(call) {
    const { runMutate } = await import('./run.ts');
    return runMutate(call);
  },
};
