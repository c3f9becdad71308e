/**
 * The routers that answer packets with a small TTL, in order, as traceroute(8) shows them. A router that drops a packet because its
 * TTL has run out reports that to the sender (ICMP time exceeded), from the address of the interface towards the sender. So a hop
 * is where the packet came in, if replies take the same path. The packets are real: NAT and rules apply to them.
 *
 * Linux limits ICMP errors: each peer has a bucket of six tokens, and gets one a second (net.ipv4.icmp_ratelimit,
 * XRLIM_BURST_FACTOR). A time exceeded takes one token. "Network unreachable", from a router without a route, takes two of the same
 * bucket: ip_error() takes one, and icmp_send() another. A packet that finds only one token takes it, and is not answered. So a
 * packet sent every second would never be answered. An unanswered packet is sent a second time after more than two seconds.
 */
import * as z from 'zod';
import { addressRef, integer, nodeName, word } from '../base/scalar.ts';
import type { Verdict } from '../model/report.ts';
import { python } from '../programs/run-python.ts';
import traceroutePy from '../programs/traceroute.py';
import { couldNotRun } from './could-not-run.ts';
import { defineProbe } from './probe.ts';
import { oneNode } from './show.ts';

const schema = z.strictObject({
  from: nodeName().describe('Node that sends'),
  to: addressRef().describe('Destination'),
  protocol: word(['udp', 'icmp'])
    .default('udp')
    .describe('Packets with growing TTL: UDP or ICMP echo requests'),
  port: integer(1, 65_000)
    .default(33_434)
    .describe('Destination port of the first UDP packet; each TTL uses the next port'),
  source: addressRef().optional().describe('Source address of the packets'),
  expect: z
    .strictObject({
      hops: z
        .array(z.union([z.literal('*'), addressRef()]))
        .min(1)
        .describe(
          'Address that answers each TTL, the destination last; "*" matches any address, and silence',
        ),
    })
    .describe('The hops'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly host: string;
  readonly protocol: 'udp' | 'icmp';
  readonly port: number;
  readonly source?: string;
  /** undefined for any. */
  readonly hops: readonly (string | undefined)[];
}

interface Hop {
  readonly address: string | null;
  readonly kind: string;
}

/** Seconds for which answers to the first and the second packet of a TTL are awaited. The first is two tokens of the bucket. */
const waits = [2.1, 1] as const;

export const traceroute = defineProbe<Spec, Question>({
  name: 'traceroute',
  about: 'The routers on the path to a destination, by packets with growing TTL',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.from, asker);
    if (node === undefined) return undefined;
    const address = (ref: string, ...at: (string | number)[]) =>
      asker.address(ref, asker.at(...at), undefined, node);
    const host = address(spec.to, 'to');
    const source = spec.source === undefined ? undefined : address(spec.source, 'source');
    const hops = spec.expect.hops.map((ref, i) =>
      ref === '*' ? undefined : address(ref, 'expect', 'hops', i),
    );
    const unknown = hops.some((hop, i) => hop === undefined && spec.expect.hops[i] !== '*');
    if (host === undefined || unknown || (spec.source !== undefined && source === undefined))
      return undefined;
    const { protocol, port } = spec;
    return {
      question: { node, host, protocol, port, hops, ...(source === undefined ? {} : { source }) },
      id: `${node}/${spec.to}`,
      title: `${node} -> ${spec.to}, ${protocol}`,
      expected: spec.expect.hops.join(' > '),
      marked: true,
      nodes: [node],
      tools: ['python3'],
    };
  },
  async run({ node, hops, ...packet }, runner): Promise<Verdict> {
    const task = {
      ...packet,
      id: runner.mark(),
      hops: hops.length + 1,
      waits: waits.map((wait) => wait * runner.pace),
    };
    const outcome = await runner.exec(node, python(traceroutePy, JSON.stringify(task)), {
      timeout: (task.hops * (waits[0] + waits[1]) + 5) * 1000,
    });
    if (outcome.exit !== 0) return { ...couldNotRun('python3', outcome), evidence: [] };
    const found = JSON.parse(outcome.stdout) as readonly Hop[];
    const saw = found.map(({ address, kind }) => sayHop(address, kind)).join(' > ');
    const evidence = [{ command: runner.typed(node, typed(packet)), output: outcome.stdout.trim() }];
    return { status: fits(found, hops) ? 'pass' : 'fail', saw, evidence };
  },
});

/** Whether each TTL was answered as expected, and the last one by the destination. Pure. */
export function fits(found: readonly Hop[], hops: Question['hops']): boolean {
  if (found.length !== hops.length) return false;
  return found.every(
    ({ address, kind }, i) =>
      (hops[i] === undefined || hops[i] === address) &&
      (i < hops.length - 1 ? ['time-exceeded', 'none'] : ['reply']).includes(kind),
  );
}

const sayHop = (address: string | null, kind: string): string => {
  if (kind === 'none') return '*';
  return ['time-exceeded', 'reply'].includes(kind) ? String(address) : `${address ?? 'error'} (${kind})`;
};

const typed = ({
  host,
  protocol,
  source,
}: Pick<Question, 'host' | 'protocol' | 'source'>): readonly string[] => [
  ...['traceroute', '-n', '-q', '1', ...(protocol === 'icmp' ? ['-I'] : [])],
  ...(source === undefined ? [] : ['-s', source]),
  host,
];
