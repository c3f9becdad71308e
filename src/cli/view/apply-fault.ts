/** Why a lab was not built or not taken down: what was attempted, what the command said, its line, and what became of the rest. */

import {
  ApplyFailure,
  Interrupted,
  LabBusy,
  LabDiffers,
  NameTaken,
  NoRoom,
  NotCleaned,
  RepairInterrupted,
  undone,
} from '../../apply/faults.ts';
import { place } from '../../base/diagnostic.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import type { Paint } from '../verb.ts';

export interface Told {
  readonly text: string;
  readonly exit: number;
}

/** undefined for any other error. */
export function applyFault(error: unknown, paint: Paint): Told | undefined {
  const head = (text: string) => `${paint.bad('netlab')}: ${text}`;
  if (error instanceof ApplyFailure) return { text: failure(error, paint), exit: 4 };
  if (error instanceof RepairInterrupted) return { text: head(error.message), exit: 130 };
  if (error instanceof Interrupted) return { text: head(error.message), exit: 130 };
  if (error instanceof DOMException && error.name === 'AbortError')
    return { text: head('interrupted'), exit: 130 };
  if (error instanceof LabDiffers) return { text: head(differs(error)), exit: 2 };
  if (error instanceof LabBusy || error instanceof NameTaken) return { text: head(error.message), exit: 2 };
  if (error instanceof NoRoom) return { text: head(error.message), exit: 4 };
  return error instanceof NotCleaned ? { text: head(error.message), exit: 4 } : undefined;
}

function failure({ failed, rollback }: ApplyFailure, paint: Paint): string {
  const { step, line, command, stderr } = failed;
  const what = line ?? step;
  const said = stderr.trim() === '' ? ['it said nothing'] : stderr.trim().split('\n');
  return [
    `${paint.strong(terminalLine(place(what?.source)))}${paint.bad('failed')}: ${terminalLine(what?.reason ?? 'a command of the lab')}`,
    ...command.split('\n').map((line) => `  ${paint.command(line)}`),
    ...said.map((line) => `  ${line}`),
    undone(rollback),
  ].join('\n');
}

/** The first few of each kind; there may be thousands. */
function differs({ message, difference }: LabDiffers): string {
  const lines = (['added', 'removed', 'changed'] as const).flatMap((kind) => {
    const ids = difference[kind];
    const more = ids.length > 5 ? [`  and ${ids.length - 5} more ${kind}`] : [];
    return [...ids.slice(0, 5).map((id) => `  ${kind.padEnd(8)} ${terminalLine(id)}`), ...more];
  });
  return [message, ...lines].join('\n');
}
