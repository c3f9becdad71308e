import { jsonOption, type Verb } from '../../verb.ts';

export const list: Verb = {
  name: 'list',
  args: [['[folder]', 'a folder of your own labs; without it, the labs that come with netlab']],
  about: 'the labs that there are, and which of them can run here',
  options: [jsonOption],
  examples: [
    ['netlab list', 'what comes with netlab'],
    ['netlab list ./labs', 'labs of your own'],
  ],
  async run(call) {
    const { runList } = await import('./run.ts');
    return runList(call);
  },
};
