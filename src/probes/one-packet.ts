/** The common part of the path and dropped probes: the packet to send, and its trace. */
import * as z from 'zod';
import { shellLine } from '../base/quote.ts';
import { boolean, integer, seconds, selector } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Evidence } from '../model/report.ts';
import { conduct } from '../trace/conduct.ts';
import type { TraceRequest } from '../trace/stimulus.ts';
import type { Hop, Trace, TracedWay } from '../trace/trace.ts';
import { pairsOf } from './pairs.ts';
import type { Runner } from './probe.ts';

const port = (about: string) => integer(1, 65_535).optional().describe(about);

export const onePacketKeys = {
  from: selector().describe('Source node'),
  to: selector().describe('Destination: a node, node:interface or an address'),
  tcp: port('Open a TCP connection to this port (default: send a ping)'),
  udp: port('Send a datagram to this port'),
  http: port('Send an HTTP request to this port'),
  size: integer(0, 65_507).optional().describe('Number of payload bytes'),
  df: boolean().default(false).describe('Set DF'),
  wait: seconds(0.1, 10).default(1).describe('Timeout for the reply in seconds'),
};

const schema = z.strictObject(onePacketKeys);
export type OnePacketSpec = z.output<typeof schema>;
export type OnePacket = Omit<TraceRequest, 'mark'>;

export interface ResolvedPacket {
  readonly packet: OnePacket;
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly string[];
}

const kinds = ['tcp', 'udp', 'http'] as const;

/** Undefined, with an error, if the spec is not exactly one packet. */
export function onePacket(spec: OnePacketSpec, asker: ReferenceResolver): ResolvedPacket | undefined {
  const found = pairsOf({ from: [spec.from], to: [spec.to] }, asker);
  const chosen = kinds.filter((kind) => spec[kind] !== undefined);
  if (!found) return undefined;
  const { first: pair, count } = found;
  if (chosen.length > 1 || count > 1) {
    asker.refuse({
      code: 'one-packet',
      message:
        chosen.length > 1
          ? `${chosen.join(' and ')} would be two packets`
          : `${count} pairs would be several packets`,
      at: asker.at(chosen[1] ?? 'to'),
      hint: 'this probe follows only one packet',
    });
    return undefined;
  }
  const [kind] = chosen;
  const what = kind ? `${kind} ${spec[kind]}` : 'ping';
  return {
    packet: {
      ...{ kind: kind ?? 'ping', from: pair.from, to: pair.to, address: pair.address },
      ...(kind ? { port: spec[kind]! } : {}),
      ...(spec.size === undefined ? {} : { size: spec.size }),
      ...{ df: spec.df, wait: spec.wait },
    },
    id: [found.id, what, ...(spec.size === undefined ? [] : [`${spec.size} bytes`])].join('/'),
    title: `${found.title} ${what}`,
    nodes: found.nodes,
  };
}

/** `rules`: the trace must show the rules that the packet matched. */
export async function tracePacket(packet: OnePacket, runner: Runner, rules: boolean): Promise<Trace> {
  const { trace, lost } = await conduct(
    { ...packet, mark: runner.mark() },
    {
      nodes: runner.nodes,
      script: (input) => runner.exec(null, ['sh'], { input }),
      run: (node, argv, input, timeout) =>
        runner.exec(node, argv, { ...(input === undefined ? {} : { input }), timeout }),
      open: (argv) => runner.open(null, argv),
      pace: runner.pace,
      rules,
      parents: runner.parents(),
    },
  );
  if (lost > 0) throw new Error(`${lost} packets were lost in the capture buffer`);
  return trace;
}

export const evidenceOf = (lab: string, packet: OnePacket, trace: Trace): Evidence => ({
  command: shellLine([
    ...['netlab', 'trace', lab, packet.from, packet.to],
    ...(packet.kind === 'ping' ? [] : [`--${packet.kind}`, String(packet.port)]),
    ...(packet.size === undefined ? [] : ['--size', String(packet.size)]),
    ...(packet.df ? ['--df'] : []),
  ]),
  output: [sayWay(trace.way), sayWay(trace.reply), ...trace.causes.map(({ why }) => why)]
    .filter(Boolean)
    .join('\n'),
});

export const hopName = (hop: Pick<Hop, 'node' | 'interface'>): string => `${hop.node}:${hop.interface}`;

/** `pod1-1:eth0 > node1:cni0 > ...` */
export const sayWay = (way: TracedWay | undefined): string => (way ? way.hops.map(hopName).join(' > ') : '');
