import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const doctor: Verb = {
  name: 'doctor',
  args: [],
  about:
    'check programs, privileges and kernel features, and print how to get what is missing; exit 3 if flannel-vxlan cannot run',
  options: [onOption, jsonOption],
  examples: [['netlab doctor', 'changes nothing']],
  async run(call) {
    const { runDoctor } = await import('./run.ts');
    return runDoctor(call);
  },
};
