import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const repair: Verb = {
  name: 'repair',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['[object...]', 'ids of steps and names of extra things, as printed; * matches any text (default: all)'],
  ],
  about: 'put back what is missing or changed, without a new build; exit 1 if the lab still differs',
  options: [
    ['-n, --dry-run', 'print the commands, run none; exit 1 if the lab differs'],
    ['--node <node...>', 'repair these nodes only'],
    ['--extras', 'remove what no step made, such as routes added by hand'],
    onOption,
    ['-q, --quiet', 'print only what could not be repaired'],
    jsonOption,
  ],
  examples: [
    ['netlab repair flannel-vxlan --dry-run', 'what differs, and the commands that mend it'],
    ["netlab repair flannel-vxlan 'node1/*'", 'one node, or one step by its id'],
  ],
  async run(call) {
    const { runRepair } = await import('./run.ts');
    return runRepair(call);
  },
};
