import { jsonText } from '../../../base/json-text.ts';
import { listStatus, readStatus } from '../../../engine/status.ts';
import { callerOf } from '../../caller.ts';
import type { Call } from '../../verb.ts';
import { driftJson, driftLines } from '../../view/drift.ts';
import { statusList, statusOf } from './view.ts';

export async function runStatus(call: Call): Promise<number> {
  const { args, options, out } = call;
  const now = new Date();
  if (args[0] !== undefined) {
    const { state, addresses, drift } = await readStatus(String(args[0]), callerOf(call));
    if (options.json) {
      const nodes = state.nodes.map((node) => ({ ...node, addresses: addresses.get(node.name) ?? [] }));
      out.result(jsonText({ ...state, nodes, ...driftJson(drift) }));
    } else {
      out.result(statusOf(state, out.paint, { addresses, columns: out.columns, now }));
      for (const line of driftLines(state.lab, drift, out.notePaint)) out.note(line);
    }
    return 0;
  }
  const states = await listStatus(callerOf(call));
  if (options.json) out.result(jsonText(states));
  else if (states.length > 0) out.result(statusList(states, out.paint, now));
  else {
    out.result('no lab is up');
    out.note(`${out.notePaint.dim('try:')} ${out.notePaint.command('netlab up flannel-vxlan')}`);
  }
  return 0;
}
