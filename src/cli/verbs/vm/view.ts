/** The output of `netlab vm`. */
import { accelerations } from '../../../places/vm/machine.ts';
import type { VmRecord, VmState } from '../../../places/vm/record.ts';
import type { Opened } from '../../../places/vm/vm.ts';
import type { Paint } from '../../verb.ts';
import { ago } from '../../view/ago.ts';

const what = ({ release, accelerator, memory }: VmRecord): string =>
  `kernel ${release}, ${accelerations[accelerator]}, ${memory} MiB`;

export function opened({ state, took, lost, endpoint }: Opened, paint: Paint): string {
  const how = took === undefined ? 'runs already' : `ready in ${(took / 1000).toFixed(1)} s`;
  return [
    ...lostLines(lost),
    `VM ${how}: ${what(state.record)}`,
    `  ${paint.dim('look around:')} ${paint.command('netlab vm shell')}   ${paint.dim('or')} ${paint.command(`ssh -F ${endpoint.configFile} netlab-vm`)}`,
  ].join('\n');
}

const lostLines = (labs: readonly string[]): readonly string[] =>
  labs.length > 0 ? [`the VM before this one crashed; these labs were lost with it: ${labs.join(', ')}`] : [];

export function stopped(state: VmState): string {
  if (state.state === 'none') return 'no VM runs';
  return 'process' in state ? 'VM stopped' : gone(state);
}

function gone(state: VmState & { readonly state: 'ended' | 'died' }): string {
  if (state.state === 'ended') return 'no VM runs: the last one was idle and has stopped';
  const labs = state.labs.length > 0 ? `; these labs were lost with it: ${state.labs.join(', ')}` : '';
  return `no VM runs: the last one crashed${labs}`;
}

export function stateOf(state: VmState, paint: Paint, now: Date): string {
  if (state.state === 'none')
    return `no VM runs\n  ${paint.dim('start it:')} ${paint.command('netlab vm start')}`;
  if (state.state === 'died' || state.state === 'ended') return gone(state);
  const { record, labs, process } = state;
  return [
    `VM ${state.state}, since ${ago(record.since, now)}: ${what(record)}`,
    `  port 127.0.0.1:${record.port}, pid ${process.pid}`,
    `  labs: ${labs.join(', ') || 'none'}`,
  ].join('\n');
}
