/**
 * A trace as text: a line for each interface that the packet crossed, with changes of the packet, the route and the matched rules below.
 * Then the reply's path, on one line if it is the same. Then the cause of the loss.
 */
import { plural } from '../../../../base/plural.ts';
import { typedLine } from '../../../../base/quote.ts';
import { roundOf } from '../../../../trace/causes/loop.ts';
import type { Cause, Hop, Trace, TracedWay } from '../../../../trace/trace.ts';
import type { Paint } from '../../../verb.ts';
import { hanging, pad } from '../../../view/columns.ts';
import { saidOf } from './said.ts';

export interface TreeOptions {
  readonly lab: string;
  readonly paint: Paint;
  readonly columns: number;
  /** Show the reply's path even if it is the same. */
  readonly reply: boolean;
  /** Show policies that accept, and jumps to chains where nothing matches. */
  readonly verbose: boolean;
}

export function traceTree(trace: Trace, options: TreeOptions): string {
  const { paint } = options;
  const { way, reply, later, outcome } = trace;
  const head = `${paint.strong(`${trace.from} -> ${trace.to}`)}   ${trace.what}   ${outcomeText(trace, paint)}`;
  const lines = [head, ...(way ? ['', ...wayLines(way, options)] : [])];
  if (reply) {
    const same = isSameWay(way, reply) && reply.arrived;
    if (same)
      lines.push(
        '',
        `${paint.strong('the answer')} came back the same way in ${duration(reply)}: ${reply.packet}`,
      );
    else
      lines.push('', paint.strong(outcome === 'reply-lost' ? 'the answer' : 'the answer takes another way'));
    if (same && !options.reply) lines.push(...undone(reply));
    if (!same || options.reply) lines.push(...wayLines(reply, options));
  }
  if (later) lines.push('', paint.strong('a later packet of it was lost'), ...wayLines(later, options));
  if (trace.causes.length > 0) lines.push('', ...causeLines(trace.causes, options));
  if (trace.dropReason !== undefined && trace.dropReason !== 'NOT_SPECIFIED')
    lines.push(...(trace.causes.length > 0 ? [] : ['']), `  kernel drop reason: ${trace.dropReason}`);
  if (trace.identity?.by === 'headers') lines.push('', paint.dim(`by headers: ${trace.identity.why}`));
  return lines.join('\n');
}

function outcomeText({ outcome, said, way, reply }: Trace, paint: Paint): string {
  const after = said === '' ? '' : ` (${said})`;
  if (outcome === 'answered')
    return `${paint.good('answered')}${way && reply ? ` in ${span(way, reply)}` : ''}${after}`;
  const words = {
    refused: 'refused',
    'other-reply': 'arrived, and the reply came from another address',
    arrived: 'arrived, and no answer came',
    lost: 'lost',
    'reply-lost': 'arrived, and the answer was lost',
    unsent: 'not sent',
  };
  return `${paint.bad(words[outcome])}${after}`;
}

function wayLines(way: TracedWay, { paint, columns, verbose }: TreeOptions): readonly string[] {
  const { hops, copies } = way;
  const nodes = Math.max(...hops.map(({ node }) => node.length));
  const names = Math.max(...hops.map((hop) => hop.interface.length));
  const lines = [`${way.packet}   ${paint.dim(`${plural(hops.length, 'hop')}, ${duration(way)}`)}`];
  const round = roundOf(hops);
  const shown = round ? hops.slice(0, hops.indexOf(round[0]!) + round.length) : hops;
  shown.forEach((hop, i) => {
    const said = saidOf(hop, { first: i === 0, detail: verbose ? 'all' : 'steps' });
    const changes = said.filter(({ kind }) => kind === 'change').map(({ text }) => text);
    const cells = [pad(hop.interface, names), hop.direction.padEnd(3)];
    const since = paint.dim((i === 0 ? '' : `+${time(hop.after)}`).padStart(8));
    const line = hanging(`${[...cells, since, ''].join('  ')}`, changes.join('; '), columns - nodes - 4);
    const inside = said
      .filter(({ kind }) => kind !== 'change')
      .flatMap(({ kind, text }) => hanging(`${paint.dim(kind.padEnd(5))}  `, text, columns - nodes - 4));
    // The node decides before the packet leaves, so its decisions come before the outgoing interface.
    const all = hop.direction === 'out' ? [...inside, ...line] : [...line, ...inside];
    const named = hops[i - 1]?.node === hop.node ? '' : paint.strong(hop.node);
    lines.push(...all.map((text, at) => `  ${pad(at === 0 ? named : '', nodes)}  ${text}`.trimEnd()));
  });
  if (shown.length < hops.length)
    lines.push(paint.dim(`  and ${hops.length - shown.length} more hops around the loop`));
  const others = [...new Set(copies.map(({ node }) => node))].filter(
    (node) => !hops.some((hop) => hop.node === node),
  );
  if (others.length > 0) lines.push(paint.dim(`  flooded to ${others.join(', ')} too`));
  const last = hops.at(-1);
  if (last && !way.arrived)
    lines.push(
      `  ${paint.bad('lost')}: last seen ${last.direction === 'in' ? 'on its way into' : 'on its way out of'} ${last.node}, on ${last.interface}`,
    );
  return lines;
}

function causeLines([first, ...others]: readonly Cause[], { lab, paint, columns }: TreeOptions): string[] {
  const shown = (cause: Cause, before: string) => [
    ...hanging(before, `${cause.why}.`, columns),
    `  ${paint.command(`netlab exec ${lab} ${cause.node} -- ${typedLine(cause.argv)}`)}`,
  ];
  return [
    ...(first ? shown(first, `${paint.strong('why')}  `) : []),
    ...others.slice(0, 3).flatMap((cause) => shown(cause, 'also ')),
  ];
}

/** NAT of the reply, if its path is not shown. */
const undone = ({ hops }: TracedWay): readonly string[] =>
  hops.flatMap(({ node, changes: { nat = [] } }) =>
    nat.map(({ what, from, to }) => `  on ${node} its ${what} ${from} is made ${to} again`),
  );

/** The same interfaces, in the other order. */
const isSameWay = (way: TracedWay | undefined, reply: TracedWay): boolean => {
  const at = ({ node, interface: name }: Hop) => `${node}:${name}`;
  return way?.hops.map(at).join(' ') === reply.hops.map(at).reverse().join(' ');
};

const nanoseconds = ({ hops }: TracedWay): number => hops.reduce((sum, { after }) => sum + after, 0);
const duration = (way: TracedWay): string => time(nanoseconds(way));
const span = (way: TracedWay, reply: TracedWay): string => {
  const [begin, end] = [way.hops[0]?.packet.time ?? 0n, reply.hops.at(-1)?.packet.time ?? 0n];
  return time(Number(end - begin));
};

/** `12 us`, `1.4 ms`, `2.0 s` */
function time(ns: number): string {
  if (ns < 1_000_000) return `${Math.round(ns / 1000)} us`;
  if (ns < 1_000_000_000) return `${(ns / 1_000_000).toFixed(ns < 10_000_000 ? 2 : 0)} ms`;
  return `${(ns / 1_000_000_000).toFixed(1)} s`;
}
