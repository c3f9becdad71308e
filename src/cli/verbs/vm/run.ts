/** The actions of `netlab vm`: start, fetch, stop, status, shell. */
import { jsonText } from '../../../base/json-text.ts';
import { shellLine } from '../../../base/quote.ts';
import { registry } from '../../../base/registry.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import { local } from '../../../places/local.ts';
import { alias, type VmEndpoint } from '../../../places/vm/endpoint.ts';
import type { Accelerator } from '../../../places/vm/machine.ts';
import { fetchVm, openVm, settleVm, stopVm, vmState } from '../../../places/vm/vm.ts';
import { numberOption } from '../../number-option.ts';
import type { Call } from '../../verb.ts';
import { opened, stateOf, stopped } from './view.ts';

interface Action {
  readonly name: string;
  run(call: Call): Promise<number>;
}

async function start(call: Call): Promise<number> {
  const { options, out } = call;
  const idle = numberOption(call, 'idle', { least: 1, most: 100_000 });
  const made = await openVm({
    ...{
      memory: numberOption(call, 'memory', { least: 128, most: 1_048_576 }),
      accelerator: options.accelerator as Accelerator | undefined,
    },
    idle: idle === undefined ? undefined : idle * 60,
    note: (text: string) => out.note(out.notePaint.dim(text)),
  });
  out.result(options.json ? jsonText(made) : opened(made, out.paint));
  return 0;
}

async function fetch({ options, out }: Call): Promise<number> {
  const image = await fetchVm((text) => out.note(out.notePaint.dim(text)));
  out.result(options.json ? jsonText(image) : `kernel ${image.release} is in the cache`);
  return 0;
}

async function stop({ options, out }: Call): Promise<number> {
  const before = vmState();
  if (before.state === 'running' && before.labs.length > 0 && !options.force)
    throw new UsageError(
      `labs are up in the VM: ${before.labs.join(', ')}`,
      'remove them first (netlab down), or end them with the VM: netlab vm stop --force',
    );
  const state = await stopVm();
  out.result(options.json ? jsonText(state) : stopped(state));
  return 0;
}

async function status({ options, out }: Call): Promise<number> {
  const state = await settleVm();
  out.result(options.json ? jsonText(state) : stateOf(state, out.paint, new Date()));
  return 0;
}

async function shell({ args, out }: Call): Promise<number> {
  const { endpoint } = await openVm({ note: (text) => out.note(out.notePaint.dim(text)) });
  const command = (args[1] ?? []) as readonly string[];
  return local.attach({ argv: sshArgv(endpoint, command, process.stdin.isTTY === true) });
}

/** ssh hands a shell over there one line: the words are quoted for it. */
const sshArgv = (endpoint: VmEndpoint, command: readonly string[], terminal: boolean): readonly string[] => [
  ...['ssh', '-F', endpoint.configFile, terminal ? '-t' : '-T', alias],
  ...(command.length > 0 ? [shellLine(command)] : []),
];

const actions = registry<Action>(
  (action) => action.name,
  [
    { name: 'start', run: start },
    { name: 'fetch', run: fetch },
    { name: 'stop', run: stop },
    { name: 'status', run: status },
    { name: 'shell', run: shell },
  ],
);

export async function runVm(call: Call): Promise<number> {
  const action = actions.find(String(call.args[0]));
  if (!action) {
    const near = actions.suggest(String(call.args[0]));
    const known = `${near ? `did you mean "${near}"?  ` : ''}known: ${actions.names.join(', ')}`;
    throw new UsageError(`vm has no action "${call.args[0]}"`, known);
  }
  return action.run(call);
}
