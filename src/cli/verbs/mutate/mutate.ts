import { jsonOption, onOption, setOption, type Verb } from '../../verb.ts';

export const mutate: Verb = {
  name: 'mutate',
  args: [['<lab>', 'a shipped lab, a YAML file, or a folder with a lab.yaml']],
  about: 'leave out or alter one step of the plan at a time, and tell what no check notices',
  options: [
    ['--list', 'only the mutants, by id'],
    ['--only <glob>', 'those whose id is like this: "mtu *", "drop node1/*"'],
    ['--sample <count>', 'so many of them, chosen by --seed'],
    ['--seed <number>', 'which sample; printed when it is not said'],
    ['--equivalent', 'also equivalent mutants, which no packet can reveal'],
    ['--jobs <count>', 'labs side by side; two for each processor'],
    ['--min <percent>', 'exit 1 when fewer are caught', '90'],
    onOption,
    ['--trust', 'accept what a lab of yours makes root run or read; remembered until the lab changes'],
    ['--load-modules', 'let the kernel load modules that change this host (ipip, gre: named when needed)'],
    ['-q, --quiet', 'no progress'],
    jsonOption,
    setOption,
  ],
  examples: [
    ['netlab mutate flannel-vxlan', 'every mutant of a shipped lab, and what its checks do not notice'],
    ['netlab mutate my-lab.yaml --only "drop *"', 'what of your lab may be missing without a check failing'],
    ['netlab mutate router --sample 10 --seed 7', 'ten of them, the same ones each time'],
  ],
  async run(call) {
    const { runMutate } = await import('./run.ts');
    return runMutate(call);
  },
};
