import { jsonText } from '../../../base/json-text.ts';
import { openForDoctor } from '../../../engine/choose-place.ts';
import { findLabsHere } from '../../../engine/labs-here.ts';
import { missing } from '../../../places/requirements/missing.ts';
import { callerOf } from '../../caller.ts';
import type { Call } from '../../verb.ts';
import { doctorText } from './view.ts';

/** The lab of the first commands in `--help`. */
const first = 'flannel-vxlan';

export async function runDoctor(call: Call): Promise<number> {
  const { options, out } = call;
  const { labs, facts } = await findLabsHere(undefined, '/', await openForDoctor(callerOf(call)), {
    versions: true,
    attempts: true,
  });
  const requires = labs.find((lab) => lab.name === first)?.requires ?? { tools: [], kernel: [] };
  const lacks = missing(requires, facts);
  if (options.json) out.result(jsonText({ ...facts, lab: first, missing: lacks, labs }));
  else out.result(doctorText({ facts, labs, first: { lab: first, missing: lacks } }, out.paint, out.columns));
  return lacks.length === 0 ? 0 : 3;
}
