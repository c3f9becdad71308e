/** The destination answers a TCP SYN with RST: nothing listens there. A rule can do the same; the trace of the packet shows it. */
import { innermost } from '../sighting.ts';
import type { Cause, TracedWay } from '../trace.ts';

export function refusal(reply: TracedWay | undefined): Cause | undefined {
  const first = reply?.hops[0];
  const { tcp } = first ? innermost(first.frame) : {};
  if (!first || !tcp?.flags?.includes('rst')) return undefined;
  return {
    id: 'refused',
    node: first.node,
    why: `${first.node} answers with RST: no process listens on TCP port ${tcp['src-port']}`,
    argv: ['ss', '-lntp'],
  };
}
