import { jsonText } from '../../../base/json-text.ts';
import { callerOf } from '../../caller.ts';
import { jsonOption, onOption, type Verb } from '../../verb.ts';

/** The lab that everybody begins with. */
const first = 'flannel-vxlan';

export const doctor: Verb = {
  name: 'doctor',
  args: [],
  about:
    'what this machine has for labs, what is missing and how to get it; exit 3 when flannel-vxlan cannot run',
  options: [onOption, jsonOption],
  examples: [['netlab doctor', 'programs, privileges, kernel; changes nothing']],
  async run(call) {
    const { options, out } = call;
    const [{ doctored }, { missing }, { labsHere }, view] = await Promise.all([
      import('../../../engine/choose-place.ts'),
      import('../../../places/missing.ts'),
      import('../../../engine/labs-here.ts'),
      import('./view.ts'),
    ]);
    const { labs, facts } = await labsHere(undefined, '/', await doctored(callerOf(call)), {
      versions: true,
      attempts: true,
    });
    const requires = labs.find((lab) => lab.name === first)?.requires ?? { tools: [], kernel: [] };
    const lacks = missing(requires, facts);
    if (options.json) out.result(jsonText({ ...facts, lab: first, missing: lacks, labs }));
    else
      out.result(view.doctor({ facts, labs, first: { lab: first, missing: lacks } }, out.paint, out.columns));
    return lacks.length === 0 ? 0 : 3;
  },
};
