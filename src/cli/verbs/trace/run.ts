/** The verb trace: converts the command line to a request, lets src/trace run it, and prints the result in one of its views. */
import { closeSync, writeFileSync } from 'node:fs';
import { readKeptPlan } from '../../../apply/kept-plan.ts';
import { jsonText } from '../../../base/json-text.ts';
import { compare } from '../../../drift/compare.ts';
import { partOfLab } from '../../../drift/part.ts';
import { readState } from '../../../drift/read-state.ts';
import { requireBuilt } from '../../../engine/built-lab.ts';
import { enterUp, findLiveNode, requireNamespaces, type UpLab } from '../../../engine/find-up.ts';
import { requirePrograms, toRead } from '../../../engine/require-programs.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import type { LabServicePort } from '../../../model/lab.ts';
import type { Plan } from '../../../model/plan.ts';
import { PlaceCannot } from '../../../places/place-cannot.ts';
import { firstMark, lastMark } from '../../../probes/probe.ts';
import { conduct } from '../../../trace/conduct.ts';
import { movingAddresses } from '../../../trace/moving-address.ts';
import { parentsOf } from '../../../trace/parents.ts';
import type { TraceRequest } from '../../../trace/stimulus.ts';
import type { Cause, Trace } from '../../../trace/trace.ts';
import { Unread } from '../../../trace/unread.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { numberOption } from '../../number-option.ts';
import { openNamed } from '../../output-file.ts';
import type { Call } from '../../verb.ts';
import { findDestination, findSource } from './addresses.ts';
import { traceJson } from './view/json.ts';
import { traceMermaid } from './view/mermaid.ts';
import { tracePcapng } from './view/pcapng.ts';
import { traceTree } from './view/tree.ts';

export async function runTrace(call: Call): Promise<number> {
  const { args, options, out } = call;
  const lab = await enterUp(String(args[0]), callerOf(call));
  const { place, journal } = lab;
  requireBuilt(journal);
  // Its program listens in every node.
  await requireNamespaces(lab, {});
  const plan = await readKeptPlan(place, journal);
  await requirePrograms(place, [...toRead(plan), 'python3', ...(isPing(call) ? ['ping'] : [])]);
  const asked = await askedBy(call, lab);
  const { nodes } = journal;
  const { trace: found, lost } = await runInterruptible((signal) => {
    const { pace = 1 } = place;
    return conduct(asked, {
      nodes,
      script: (text) => place.script(text, { signal, timeout: 60_000 * pace }),
      run: (name, argv, input, timeout) =>
        place.run(
          { node: nodes.find((one) => one.name === name)!, argv },
          { ...(input === undefined ? {} : { input }), timeout: timeout * pace, signal },
        ),
      open: (argv) => place.open({ argv }),
      pace,
      ...{ rules: true, skbs: true, parents: parentsOf(plan), moving: movingAddresses(plan) },
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      if (!(error instanceof Unread)) throw error;
      throw new PlaceCannot('the packet cannot be followed', [
        {
          ...{ what: error.message, why: `on ${place.name}` },
          todo: `see what changed: netlab diff ${journal.lab}; if the machine is busy, try again`,
        },
      ]);
    });
  });
  const all = [...found.causes, ...(await fromPlan(found, plan, lab))];
  const own = all.filter(({ consequence }) => !consequence);
  const causes = own.length > 0 ? own : all;
  const trace = { ...found, causes };
  if (lost > 0) out.note(out.notePaint.warn(`${lost} packets came faster than they were read`));
  if (options.json) out.result(jsonText(traceJson(trace, journal.lab)));
  else if (options.format === 'mermaid') out.result(traceMermaid(trace));
  else
    out.result(
      traceTree(trace, {
        lab: journal.lab,
        paint: out.paint,
        columns: out.live ? Math.min(100, out.columns) : 100,
        reply: options.reply === true,
        verbose: options.verbose === true,
      }),
    );
  if (options.write !== undefined) write(String(options.write), tracePcapng(trace));
  return trace.outcome === 'answered' ? 0 : 1;
}

const kinds = ['tcp', 'udp', 'http'] as const;

const isPing = ({ options }: Call): boolean => kinds.every((kind) => options[kind] === undefined);

/** A service is asked by the protocol of its port: a cluster IP does not always answer a ping. */
function kindOf(port: LabServicePort | undefined, to: string): TraceRequest['kind'] | undefined {
  const protocol = port?.protocol.toLowerCase();
  if (protocol === undefined || protocol === 'tcp' || protocol === 'udp') return protocol;
  throw new UsageError(`${to} is a service of ${port!.protocol}`, 'a trace sends TCP, UDP or a ping');
}

async function askedBy(call: Call, lab: UpLab): Promise<TraceRequest> {
  const { args, options } = call;
  const [, sender = '', to = ''] = args.map(String);
  const [from = '', via] = sender.split(/:(.*)/, 2);
  const chosen = kinds.filter((kind) => options[kind] !== undefined);
  if (chosen.length > 1)
    throw new UsageError(`--${chosen.join(' and --')} are several packets`, 'a trace follows one');
  await findLiveNode(lab, from);
  const { address, only } = await findDestination(to, from, lab, callerOf(call));
  const [kind = kindOf(only, to)] = chosen;
  const port = chosen.length === 0 ? only?.port : numberOption(call, chosen[0]!, { least: 1, most: 65_535 });
  const size = numberOption(call, 'size', { least: 0, most: 65_507 });
  const ttl = numberOption(call, 'ttl', { least: 1, most: 255 });
  const sourcePort = numberOption(call, 'source-port', { least: 1, most: 65_535 });
  if (sourcePort !== undefined && !kind)
    throw new UsageError('a ping has no source port', 'add --tcp, --udp or --http with a port');
  const wait = numberOption(call, 'wait', { least: 0.01, most: 60, fraction: true }) ?? 1.5;
  const source = await findSource(options.source, via, address, from, lab);
  return {
    kind: kind ?? 'ping',
    ...{ from, to, df: options.df === true, wait },
    address,
    mark: sourcePort ?? firstMark + Math.floor(Math.random() * (lastMark - firstMark)),
    ...(ttl === undefined ? {} : { ttl }),
    ...(source === undefined ? {} : { source }),
    ...(port === undefined ? {} : { port }),
    ...(size === undefined ? {} : { size }),
  };
}

/** Differences from the plan in the node where the packet was last seen, or in the other nodes of its path. */
async function fromPlan(trace: Trace, plan: Plan, { place }: UpLab): Promise<readonly Cause[]> {
  if (trace.outcome === 'answered') return [];
  const on = [trace.way, trace.reply, trace.later].flatMap((way) => way?.hops.map(({ node }) => node) ?? []);
  const found = compare(plan, await readState(plan, place, { nodes: partOfLab(plan, [trace.from, ...on]) }));
  const dead = trace.later ?? (trace.outcome === 'reply-lost' ? trace.reply : trace.way);
  const last = dead?.hops.at(-1)?.node ?? trace.from;
  // `iptables -vnL FORWARD` and `iptables -S FORWARD` show the same, `ip -d link` and `ip link` too.
  const shows = ({ node, argv }: Pick<Cause, 'node' | 'argv'>) =>
    [node, ...argv].filter((word) => !['-S', '-vnL', '-d'].includes(word)).join(' ');
  const told = new Set(trace.causes.map(shows));
  return [...found.filter(({ node }) => node === last), ...found.filter(({ node }) => node !== last)]
    .filter((one) => !told.has(shows(one)))
    .slice(0, 2)
    .map(({ why, ...rest }) => ({ ...rest, id: 'plan', why: `${why}; this differs from the plan` }));
}

function write(file: string, bytes: Uint8Array): void {
  const descriptor = openNamed(file);
  try {
    writeFileSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}
