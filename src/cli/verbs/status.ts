import { jsonText } from '../../base/json-text.ts';
import { callerOf } from '../caller.ts';
import { jsonOption, onOption, type Verb } from '../verb.ts';

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
    const { args, options, out, cwd } = call;
    const [
      { remembered, withoutStrays },
      { labState },
      { pickRemembered },
      { addressesOf },
      { driftOf },
      { driftText },
      { keptPlan },
      { requirePrograms, toRead },
      view,
    ] = await Promise.all([
      import('../../engine/up-labs.ts'),
      import('../../engine/lab-status.ts'),
      import('../../engine/find-up.ts'),
      import('../../engine/node-addresses.ts'),
      import('../../drift/drift.ts'),
      import('../view/drift.ts'),
      import('../../apply/kept-plan.ts'),
      import('../../engine/require-programs.ts'),
      import('../view/status.ts'),
    ]);
    const all = await remembered(callerOf(call));
    const now = new Date();
    if (args[0] !== undefined) {
      const one = pickRemembered(String(args[0]), cwd, all);
      withoutStrays(all, out);
      const state = await labState(one);
      const present = state.nodes.filter((node) => node.present);
      const whole = state.state === 'up' && one.found.kind === 'journal' ? one.found.journal : undefined;
      const plan = whole && (await keptPlan(one.place, whole));
      await requirePrograms(one.place, plan ? toRead(plan) : present.length > 0 ? ['ip'] : []);
      const [addresses, drift] = await Promise.all([
        addressesOf(one.place, present),
        plan ? driftOf(plan, one.place) : [],
      ]);
      if (options.json) {
        const nodes = state.nodes.map((node) => ({ ...node, addresses: addresses.get(node.name) ?? [] }));
        out.result(jsonText({ ...state, nodes, drift }));
      } else {
        out.result(view.statusOf(state, out.paint, { addresses, columns: out.columns, now }));
        if (drift.length > 0) out.note(driftText(one.lab, drift, out.notePaint));
      }
      return 0;
    }
    const states = await Promise.all(withoutStrays(all, out).map(labState));
    if (options.json) out.result(jsonText(states));
    else if (states.length > 0) out.result(view.statusList(states, out.paint, now));
    else {
      out.result('no lab is up');
      out.note(`${out.notePaint.dim('try:')} ${out.notePaint.command('netlab up flannel-vxlan')}`);
    }
    return 0;
  },
};
