import { after, type Reader, wordsOf } from './reader.ts';

export const policy: Reader = {
  about: 'rules that choose the routing table',
  find(step, node) {
    const words = wordsOf(step, 'ip', ['rule'], ['add']);
    if (!words || step.kind !== 'run') return undefined;
    const six = step.argv.includes('-6');
    const priority = after(words, 'priority');
    const argv = ['ip', ...(six ? ['-6'] : []), 'rule', 'show'];
    const found = (six ? node.rules6 : node.rules4).find((row) => String(row.priority) === priority);
    if (!found) return { why: `${node.node} has no routing rule with priority ${priority}`, argv };
    const table = after(words, 'lookup');
    if (table === undefined || String(found.table) === table) return undefined;
    return {
      why: `${node.node}'s routing rule ${priority} asks table ${found.table} and should ask ${table}`,
      argv,
    };
  },
};
