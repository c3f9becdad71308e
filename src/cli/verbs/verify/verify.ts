import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const verify: Verb = {
  name: 'verify',
  args: [['<lab>', 'a lab that is up: its name, or the path it was built from']],
  about: 'run the checks of a lab, with packets; exit 1 if a check fails',
  options: [onOption, ['-q, --quiet', 'print only checks that did not pass'], jsonOption],
  examples: [
    ['netlab verify flannel-vxlan', 'all checks'],
    ['netlab verify flannel-vxlan --json', 'with the evidence: commands, output, packets'],
  ],
  async run(call) {
    const { runVerify } = await import('./run.ts');
    return runVerify(call);
  },
};
