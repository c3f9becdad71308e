/** A trace as a Mermaid sequence diagram: nodes are participants, each crossing between two of them an arrow, the rest notes. */
import { mermaidText } from '../../../../base/mermaid-text.ts';
import { summarize } from '../../../../packet/summary.ts';
import type { Hop, Trace, TracedWay } from '../../../../trace/trace.ts';
import { saidOf } from './said.ts';

const id = (name: string): string => `n_${name.replaceAll(/[^A-Za-z0-9]/g, '_')}`;

export function traceMermaid(trace: Trace): string {
  const ways = [trace.way, trace.reply, trace.later].filter((way) => way !== undefined);
  const nodes = [...new Set([trace.from, ...ways.flatMap(({ hops }) => hops.map(({ node }) => node))])];
  return [
    'sequenceDiagram',
    ...nodes.map((node) => `  participant ${id(node)} as ${node}`),
    ...ways.flatMap((way) => arrows(way, way === trace.reply ? '-->>' : '->>')),
    ...(trace.causes[0]
      ? [`  Note over ${id(trace.causes[0].node)}: ${mermaidText(trace.causes[0].why)}`]
      : []),
    '',
  ].join('\n');
}

function arrows({ hops, arrived }: TracedWay, arrow: string): readonly string[] {
  const lines = hops.flatMap((hop, i) => {
    const before = hops[i - 1];
    const crossing =
      before && before.node !== hop.node
        ? [
            `  ${id(before.node)}${arrow}${id(hop.node)}: ${mermaidText(`${before.interface}: ${summarize(hop.frame)}`)}`,
          ]
        : [];
    return [...crossing, ...notes(hop)];
  });
  const last = hops.at(-1);
  const lost = last && !arrived ? [`  ${id(last.node)}-x${id(last.node)}: lost at ${last.interface}`] : [];
  return [...lines, ...lost];
}

const notes = (hop: Hop): readonly string[] =>
  saidOf(hop)
    .filter(({ kind, text: words }) => kind !== 'change' || /^(on|off): /.test(words))
    .map(
      ({ kind, text: words }) =>
        `  Note over ${id(hop.node)}: ${mermaidText(`${kind === 'change' ? hop.interface : kind} ${words}`)}`,
    );
