/**
 * A lab is code. One that comes with netlab is trusted; one that does not and runs commands of its own as root asks for
 * --trust once, which is remembered by the SHA-256 of its text, so that a change asks again.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plan, Step } from '../model/plan.ts';
import { makeFolder } from '../places/make-folder.ts';
import type { LabFile } from './find-lab.ts';
import { UsageError } from './usage-error.ts';

export function requireTrust(plan: Plan, found: LabFile, given: boolean, env: NodeJS.ProcessEnv): void {
  const own = plan.steps.filter(isOwnCommand);
  if (own.length === 0) return;
  const hash = createHash('sha256').update(found.bytes).digest('hex');
  const file = join(env.XDG_STATE_HOME || join(env.HOME || '/root', '.local', 'state'), 'netlab', 'trusted');
  if (existsSync(file) && readFileSync(file, 'utf8').split('\n').includes(hash)) return;
  if (given) {
    makeFolder(dirname(file), 0o700);
    appendFileSync(file, `${hash}\n`, { mode: 0o600 });
    return;
  }
  const list = own.slice(0, 5).map((step) => `  ${step.argv.join(' ')}`);
  const more =
    own.length > list.length ? [`  and ${own.length - list.length} more: netlab plan ${found.file}`] : [];
  throw new UsageError(
    `${found.file} runs commands of its own as root:\n${[...list, ...more].join('\n')}`,
    `netlab up ${found.file} --trust   when you know what they do`,
  );
}

/** What the lab's author wrote under `run`; netlab's own programs and tools are no news. */
const isOwnCommand = (step: Step): step is Extract<Step, { argv: unknown }> =>
  step.stage === 'processes' &&
  (step.kind === 'run' || (step.kind === 'start' && step.name !== 'serve' && step.name !== 'mounts'));
