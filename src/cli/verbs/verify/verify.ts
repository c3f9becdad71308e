import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const verify: Verb = {
  name: 'verify',
  args: [['<lab>', 'a lab that is up: its name, or the path it was built from']],
  about: 'runVerify with packets that a lab is what it says; exit 1 when a check fails',
  options: [onOption, ['-q, --quiet', 'print only what did not pass'], jsonOption],
  examples: [
    ['netlab verify flannel-vxlan', 'every check, a line each'],
    ['netlab verify flannel-vxlan --json', 'with the evidence: commands, output, packets'],
  ],
  async run(call) {
    const { runVerify } = await import('./run.ts');
    return runVerify(call);
  },
};
