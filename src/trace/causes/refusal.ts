/**
 * The destination answers a TCP SYN with RST: nothing listens there. A rule can do the same; the trace of the packet shows it. NAT of
 * the node may be for this port, and not for the address that was asked.
 */
import { flowOf, turned } from '../flow.ts';
import type { Reading, Readings } from '../readings.ts';
import { innermost } from '../sighting.ts';
import type { Cause, TracedWay } from '../trace.ts';
import { withoutServer } from './ipvs-servers.ts';

export function refusal(reply: TracedWay | undefined, readings: Readings): Cause | undefined {
  const first = reply?.hops[0];
  const { ip, tcp } = first ? innermost(first.frame) : {};
  if (!first || !tcp?.flags?.includes('rst')) return undefined;
  const flow = flowOf(first.frame);
  const ipvs = flow && withoutServer(first.node, turned(flow), readings.get(first.node));
  if (ipvs) return ipvs;
  const port = tcp['src-port'];
  const missed = natFor(port, readings.get(first.node));
  return {
    id: 'refused',
    node: first.node,
    why: `${first.node} answers with RST: no process listens on TCP port ${port}${missed ? `, and a packet to ${ip?.src} does not match ${missed}` : ''}`,
    argv: ['ss', '-lntp'],
  };
}

/** A rule that translates packets to this port. */
function natFor(port: number, reading: Reading | undefined): string | undefined {
  const element = new RegExp(`^tcp \\. ${port} `);
  const maps = (reading?.maps ?? []).filter(({ elements }) => elements.some((one) => element.test(one)));
  const ported = new RegExp(`dport ${port}(?= |$)`);
  const rule = reading?.rules.find(
    ({ table, line, target, family }) =>
      (ported.test(line) && (family === 'nft' ? target === 'DNAT' : table === 'nat' && target !== '')) ||
      maps.some((map) => map.table === table && line.endsWith(`map @${map.name}`)),
  );
  return (
    rule &&
    (rule.family === 'nft' ? `nftables rule ${rule.line} in table ${rule.table}` : `rule -t nat ${rule.line}`)
  );
}
