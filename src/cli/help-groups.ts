/** The verbs by task, as `netlab --help` lists them. */
export const helpGroups: readonly (readonly [title: string, verbs: readonly string[]])[] = [
  ['Run labs:', ['list', 'show', 'up', 'verify', 'status', 'repair', 'down']],
  ['Look inside:', ['exec', 'shell', 'logs', 'capture', 'trace', 'diff']],
  ['Test labs:', ['test', 'mutate', 'measure']],
  ['Write labs:', ['validate', 'plan', 'render', 'graph', 'schema']],
  ['Check this machine:', ['doctor', 'vm']],
];
