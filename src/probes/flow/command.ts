/** A flow as a user would type it, and as the packet that `netlab trace` follows. */
import { shellLine } from '../../base/quote.ts';
import type { PacketSent } from '../../model/report.ts';
import type { Pair } from '../pairs.ts';
import type { FlowQuestion } from './flow.ts';

export const sentTo = (pair: Pair, { flow, sourcePort }: FlowQuestion): PacketSent => ({
  kind: flow.kind as PacketSent['kind'],
  ...{ from: pair.from, to: pair.to, address: pair.address, port: Number(flow.port), df: flow.df === true },
  ...(sourcePort === undefined ? {} : { sourcePort }),
});

/** For several flows, a loop. curl sends all requests to the URLs of one command on one connection. */
export function typedLoop(question: FlowQuestion, pair: Pair): readonly string[] {
  const argv = typed(question, pair);
  if (question.requests !== undefined)
    return [...argv, ...Array.from({ length: question.requests - 1 }, () => argv.at(-1)!)];
  return ['sh', '-c', `for i in $(seq ${question.flows ?? 1}); do ${shellLine(argv)}; done`];
}

/** The command that a user would type for the same test. The client itself is a long Python program. */
export function typed({ flow, sourcePort, expect }: FlowQuestion, pair: Pair): readonly string[] {
  const host = pair.address.includes(':') ? `[${pair.address}]` : pair.address;
  const port = String(flow.port);
  if (flow.kind !== 'http' && pair.dev !== undefined) {
    const from = sourcePort === undefined ? '' : `,sourceport=${sourcePort}`;
    return [
      'socat',
      '-',
      `${String(flow.kind).toUpperCase()}:${host}:${port},bindtodevice=${pair.dev}${from}`,
    ];
  }
  if (flow.kind !== 'http')
    return [
      ...['nc', ...(flow.kind === 'udp' ? ['-u'] : []), '-w', '2'],
      ...(sourcePort === undefined ? [] : ['-p', String(sourcePort)]),
      ...[pair.address, port],
    ];
  return [
    'curl',
    '-sS',
    '-m',
    '2',
    ...(flow.follow === true ? ['-L'] : expect.location ? ['-i'] : []),
    ...(pair.dev === undefined ? [] : ['--interface', pair.dev]),
    `http://${host}:${port}${typeof flow.path === 'string' ? flow.path : '/'}`,
  ];
}
