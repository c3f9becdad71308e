/** The verb trace: converts the command line to a request, lets src/trace run it, and prints the result in one of its views. */
import { closeSync, writeFileSync } from 'node:fs';
import { readKeptPlan } from '../../../apply/kept-plan.ts';
import { parseIp } from '../../../base/cidr.ts';
import { jsonText } from '../../../base/json-text.ts';
import { suggest } from '../../../base/suggest.ts';
import { compare } from '../../../drift/compare.ts';
import { partOfLab } from '../../../drift/part.ts';
import { readState } from '../../../drift/read-state.ts';
import { requireBuilt } from '../../../engine/built-lab.ts';
import { enterUp, findLiveNode, requireNamespaces, type UpLab } from '../../../engine/find-up.ts';
import { readAddresses } from '../../../engine/node-addresses.ts';
import { requirePrograms, toRead } from '../../../engine/require-programs.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import { namespaceFiles } from '../../../model/owned.ts';
import type { Plan } from '../../../model/plan.ts';
import { PlaceCannot } from '../../../places/place-cannot.ts';
import { firstMark, lastMark } from '../../../probes/probe.ts';
import { conduct } from '../../../trace/conduct.ts';
import { parentsOf } from '../../../trace/parents.ts';
import type { TraceRequest } from '../../../trace/stimulus.ts';
import type { Cause, Trace } from '../../../trace/trace.ts';
import { Unread } from '../../../trace/unread.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { numberOption } from '../../number-option.ts';
import { openNamed } from '../../output-file.ts';
import type { Call } from '../../verb.ts';
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
      ...{ rules: true, skbs: true, parents: parentsOf(plan) },
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

async function askedBy(call: Call, lab: UpLab): Promise<TraceRequest> {
  const { args, options } = call;
  const [, sender = '', to = ''] = args.map(String);
  const [from = '', via] = sender.split(/:(.*)/, 2);
  const chosen = kinds.filter((kind) => options[kind] !== undefined);
  if (chosen.length > 1)
    throw new UsageError(`--${chosen.join(' and --')} are several packets`, 'a trace follows one');
  const [kind] = chosen;
  await findLiveNode(lab, from);
  const port = kind && numberOption(call, kind, { least: 1, most: 65_535 });
  const size = numberOption(call, 'size', { least: 0, most: 65_507 });
  const ttl = numberOption(call, 'ttl', { least: 1, most: 255 });
  const sourcePort = numberOption(call, 'source-port', { least: 1, most: 65_535 });
  if (sourcePort !== undefined && !kind)
    throw new UsageError('a ping has no source port', 'add --tcp, --udp or --http with a port');
  const wait = numberOption(call, 'wait', { least: 0.01, most: 60, fraction: true }) ?? 1.5;
  const address = await addressOf(to, from, lab);
  const source = await sourceOf(options.source, via, address, from, lab);
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

/** The address of `--source`, or the sender's on `node:interface`, of the destination's family. */
async function sourceOf(
  option: unknown,
  via: string | undefined,
  to: string,
  from: string,
  lab: UpLab,
): Promise<string | undefined> {
  if (option !== undefined && !parseIp(String(option)))
    throw new UsageError(`"${option}" is not an address`, 'an example: --source 192.0.2.1');
  if (option !== undefined || via === undefined) return option === undefined ? undefined : String(option);
  const node = await findLiveNode(lab, from);
  const all = (await readAddresses(lab.place, [node])).get(from) ?? [];
  const own = all
    .filter((one) => one.interface === via)
    .map((one) => one.address.split('/')[0]!)
    .find((one) => one.includes(':') === to.includes(':'));
  if (own === undefined)
    throw new UsageError(
      `${from} has no ${to.includes(':') ? 'IPv6' : 'IPv4'} address on ${via}`,
      `it has ${all.map((one) => `${one.interface} ${one.address}`).join(', ') || 'none'}`,
    );
  return own;
}

/** An address, or the address of a node that its name resolves to in the sender. */
async function addressOf(to: string, from: string, lab: UpLab): Promise<string> {
  if (parseIp(to)) return to;
  const [name = '', wanted] = to.split(/:(.*)/, 2);
  const node = await findLiveNode(lab, name);
  const sender = lab.journal.nodes.find((one) => one.name === from);
  if (wanted === undefined && sender) {
    const hosts = (await lab.place.read(`${namespaceFiles(sender.namespace)}/hosts`)) ?? '';
    const known = hosts.split('\n').find((line) => line.split(/\s+/).slice(1).includes(name));
    if (known) return known.split(/\s+/)[0]!;
  }
  const all = (await readAddresses(lab.place, [node])).get(name) ?? [];
  const found = all.find((one) => wanted === undefined || one.interface === wanted);
  if (found) return found.address.split('/')[0]!;
  const near =
    wanted === undefined
      ? undefined
      : suggest(
          wanted,
          all.map((one) => one.interface),
        );
  throw new UsageError(
    wanted === undefined ? `${name} has no address` : `${name} has no address on ${wanted}`,
    near ? `did you mean "${name}:${near}"?` : 'give an address in its place',
  );
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
