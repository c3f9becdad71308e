/** The process that the kill test kills: `up` of a lab with programs. It prints each wave as it begins. */
import { readFileSync } from 'node:fs';
import { apply } from '../../../src/apply/apply.ts';
import { compile } from '../../../src/engine/compile.ts';
import { local } from '../../../src/places/local.ts';

const [file = ''] = process.argv.slice(2);
const { plan } = compile(readFileSync(file), file, [], file);
await apply(plan, local, {
  file,
  on: (event) => {
    if (event.kind === 'wave-start') process.stdout.write(`${event.wave}\n`);
  },
});
