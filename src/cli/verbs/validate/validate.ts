import { jsonOption, setOption, type Verb } from '../../verb.ts';

export const validate: Verb = {
  name: 'validate',
  args: [['<lab...>', 'shipped labs, YAML files, or folders with a lab.yaml']],
  about: 'report all errors in labs, without building them; exit 2 if there are any',
  options: [jsonOption, setOption],
  examples: [
    ['netlab validate flannel-vxlan', 'a shipped lab'],
    ['netlab validate labs/*/lab.yaml', 'many files'],
  ],
  async run(call) {
    const { runValidate } = await import('./run.ts');
    return runValidate(call);
  },
};
