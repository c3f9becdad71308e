import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const doctor: Verb = {
  name: 'doctor',
  args: [],
  about:
    'what this machine has for labs, what is missing and how to get it; exit 3 when flannel-vxlan cannot run',
  options: [onOption, jsonOption],
  examples: [['netlab doctor', 'programs, privileges, kernel; changes nothing']],
  async run(call) {
    const { runDoctor } = await import('./run.ts');
    return runDoctor(call);
  },
};
