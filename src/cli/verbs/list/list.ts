import { jsonOption, type Verb } from '../../verb.ts';

export const list: Verb = {
  name: 'list',
  args: [['[folder]', 'a folder with labs (default: the labs that netlab ships)']],
  about: 'list labs, and whether they can run here',
  options: [jsonOption],
  examples: [
    ['netlab list', 'shipped labs'],
    ['netlab list ./labs', 'your labs'],
  ],
  async run(call) {
    const { runList } = await import('./run.ts');
    return runList(call);
  },
};
