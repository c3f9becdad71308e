/** The process that the kill test kills: `up` or `down` of a lab. `stuck` is an up that never ends. */
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { local } from '../../../src/places/local.ts';
import { run, twoNodes } from './plans.ts';

const [verb, lab = ''] = process.argv.slice(2);
process.stdout.write('go\n');
const more = verb === 'stuck' ? [run('devices', 'red', 'sleep 60')] : [];
if (verb === 'down') await down(lab, local);
else await apply(twoNodes(lab, more), local, { file: '/tmp/lab.yaml' });
