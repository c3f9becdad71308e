import { failOnWarningOption, jsonOption, setOption, type Verb } from '../../verb.ts';

export const validate: Verb = {
  name: 'validate',
  args: [['<lab...>', 'shipped labs, YAML files, or folders with a lab.yaml']],
  about: 'report all errors and warnings in labs, without building them; exit 2 if there are errors',
  options: [failOnWarningOption, jsonOption, setOption],
  examples: [
    ['netlab validate flannel-vxlan', 'a shipped lab'],
    ['netlab validate labs/*/lab.yaml', 'many files'],
    ['netlab validate my-lab.yaml --fail-on-warning', 'in CI: exit 2 for a warning too'],
  ],
  async run(call) {
    const { runValidate } = await import('./run.ts');
    return runValidate(call);
  },
};
