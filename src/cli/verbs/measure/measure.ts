import { jsonOption, onOption, setOption, type Verb } from '../../verb.ts';

export const measure: Verb = {
  name: 'measure',
  args: [
    ['<lab...>', 'shipped labs, YAML files, or folders with a lab.yaml; all are compared with the first'],
  ],
  about: 'run the loads of labs in turn, and compare how long a connection or a packet takes',
  options: [
    ['--vary <path=values>', 'build each lab once with each value: cluster.services.proxy=iptables,nftables'],
    ['--only <glob>', 'loads whose name matches: "connections", "*-direct"'],
    ['--runs <count>', 'rounds; in each, every load runs once in every lab', '9'],
    [
      '--count-instructions',
      'count the instructions of each operation, in a VM: slow, but hardly two percent apart on a busy machine',
    ],
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
    ['netlab measure veth-pair router wireguard-tunnel', 'what a router and a tunnel cost'],
    ['netlab measure my-lab.yaml other.yaml --runs 21', 'two labs of your own, with more rounds'],
  ],
  async run(call) {
    const { runMeasure } = await import('./run.ts');
    return runMeasure(call);
  },
};
