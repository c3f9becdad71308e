/** Follows a packet of a failed check whose lab is as planned: the cause is then in the lab itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { typedLine } from '../base/quote.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { Hint, PacketSent } from '../model/report.ts';
import { conduct } from '../trace/conduct.ts';
import { parentsOf } from '../trace/parents.ts';
import { rewritesOf } from '../trace/rewrites.ts';
import { typed } from './typed.ts';

/** Milliseconds for the whole trace. */
const longest = 60_000;
const wait = 1;

/** The cause, or what NAT does with an answered packet; undefined if the packet cannot be followed here. */
export async function traceFailed(
  packet: PacketSent,
  plan: Plan,
  place: Place,
  mark: number,
  signal: AbortSignal,
): Promise<Hint | undefined> {
  const { nodes, lab } = plan;
  const { pace = 1 } = place;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longest * pace)]);
  const traced = conduct(
    // Another source port is another connection, which may pass.
    { ...packet, mark: packet.sourcePort ?? mark, wait: wait * pace },
    {
      nodes,
      script: (text) => place.script(text, { signal: limit, timeout: longest * pace }),
      run(name, argv, input, timeout) {
        const node = nodes.find((one) => one.name === name);
        if (!node) throw new TypeError(`${lab} has no node ${name}`);
        return place.run(
          { node, argv },
          { ...(input === undefined ? {} : { input }), timeout: timeout * pace, signal: limit },
        );
      },
      open: (argv) => place.open({ argv }),
      pace,
      ...{ rules: true, skbs: true, parents: parentsOf(plan) },
    },
  ).catch(() => undefined);
  const found = await Promise.race([traced, sleep(longest * pace, undefined, { ref: false })]);
  signal.throwIfAborted();
  const cause = found?.trace.causes[0];
  if (cause) return { why: `${cause.why}. Look:`, command: typed(lab, cause.node, cause.argv) };
  // The server sees another source, or another server answers than the check expects.
  const rewrites = rewritesOf(found?.trace.way);
  if (found?.trace.outcome !== 'answered' || rewrites.length === 0) return undefined;
  return {
    why: `Everything that the plan makes is there, and the packet is answered. On its path, ${rewrites.join('; ')}. Look:`,
    command: traceCommand(lab, packet),
  };
}

/** The command that follows it. */
export const traceCommand = (
  lab: string,
  { kind, from, to, port, sourcePort, size, df, ttl, source }: PacketSent,
): string =>
  typedLine([
    ...['netlab', 'trace', lab, from, to],
    ...(kind === 'ping' ? [] : [`--${kind}`, String(port)]),
    ...(sourcePort === undefined ? [] : ['--source-port', String(sourcePort)]),
    ...(size === undefined ? [] : ['--size', String(size)]),
    ...(df ? ['--df'] : []),
    ...(ttl === undefined ? [] : ['--ttl', String(ttl)]),
    ...(source === undefined ? [] : ['--source', source]),
  ]);
