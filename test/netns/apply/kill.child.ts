/** What the test of killing kills: `up` or `down` of a lab, as a process of its own. */
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { local } from '../../../src/places/local.ts';
import { twoNodes } from './plans.ts';

const [verb, lab = ''] = process.argv.slice(2);
process.stdout.write('go\n');
if (verb === 'up') await apply(twoNodes(lab), local, { file: '/tmp/lab.yaml' });
else await down(lab, local);
