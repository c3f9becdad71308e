import { jsonText } from '../../../base/json-text.ts';
import { callerOf } from '../../caller.ts';
import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const status: Verb = {
  name: 'status',
  args: [['[lab]', 'a lab: its name, or the path it was built from']],
  about: 'what is up, since when, and whether its nodes and processes are still there',
  options: [onOption, jsonOption],
  examples: [
    ['netlab status', 'every lab that is up'],
    ['netlab status flannel-vxlan', 'its nodes, their addresses and processes'],
  ],
  async run(call) {
    const { args, options, out } = call;
    const [{ listStatus, readStatus }, { driftText }, view] = await Promise.all([
      import('../../../engine/status.ts'),
      import('../../view/drift.ts'),
      import('./view.ts'),
    ]);
    const now = new Date();
    if (args[0] !== undefined) {
      const { state, addresses, drift } = await readStatus(String(args[0]), callerOf(call));
      if (options.json) {
        const nodes = state.nodes.map((node) => ({ ...node, addresses: addresses.get(node.name) ?? [] }));
        out.result(jsonText({ ...state, nodes, drift }));
      } else {
        out.result(view.statusOf(state, out.paint, { addresses, columns: out.columns, now }));
        if (drift.length > 0) out.note(driftText(state.lab, drift, out.notePaint));
      }
      return 0;
    }
    const states = await listStatus(callerOf(call));
    if (options.json) out.result(jsonText(states));
    else if (states.length > 0) out.result(view.statusList(states, out.paint, now));
    else {
      out.result('no lab is up');
      out.note(`${out.notePaint.dim('try:')} ${out.notePaint.command('netlab up flannel-vxlan')}`);
    }
    return 0;
  },
};
