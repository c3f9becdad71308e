/**
 * A reply came, but from another address than the one that was asked: the node that rewrote the request did not see the reply,
 * or a UDP server on all addresses sent it from another one.
 */
import { type Flow, flowOf } from '../flow.ts';
import type { Readings } from '../readings.ts';
import type { Cause, TracedWay } from '../trace.ts';

export function natBypass(
  way: TracedWay | undefined,
  reply: TracedWay | undefined,
  readings: Readings,
): Cause | undefined {
  const [asked, answered] = [flowAt(way, 0), flowAt(reply, -1)];
  if (!way || !reply || !isOther(asked, answered)) return undefined;
  const rewritten = way.hops.find(({ changes }) => changes.nat?.some(({ what }) => what === 'destination'));
  const to = way.hops[0]!.node;
  const said = `the reply comes from ${end(answered!.src, answered!.srcPort)}, and ${to} asked ${end(asked!.dst, asked!.dstPort)}`;
  const server = way.hops.at(-1)!.node;
  if (!rewritten && reply.hops[0]?.node === server)
    return {
      id: 'nat-bypass',
      node: server,
      why: `${said}. ${server} has both addresses, and its program replies from the one that the route to ${asked!.src} selects`,
      argv: ['ip', 'route', 'get', asked!.src],
    };
  if (!rewritten)
    return { id: 'nat-bypass', node: to, why: said, argv: ['ip', 'route', 'get', answered!.src] };
  const { node } = rewritten;
  const back = reply.hops.filter((hop) => hop.node === node);
  const bridge = readings.get(node)?.links.find(({ ifname }) => ifname === back[0]?.interface)?.master;
  if (bridge !== undefined)
    return {
      id: 'nat-bypass',
      node,
      why: `${said}. ${node} rewrote the request and only bridged the reply on ${bridge}: with net.bridge.bridge-nf-call-iptables = 0 bridged frames do not pass its NAT`,
      argv: ['sysctl', 'net.bridge.bridge-nf-call-iptables'],
    };
  return {
    id: 'nat-bypass',
    node,
    why:
      back.length === 0
        ? `${said}. ${node} rewrote the request, and the reply does not pass ${node}`
        : `${said}. ${node} rewrote the request, and not the reply`,
    argv: ['conntrack', '-L'],
  };
}

const flowAt = (way: TracedWay | undefined, at: number): Flow | undefined => {
  const hop = way?.hops.at(at);
  return hop && flowOf(hop.frame);
};

export const isOther = (asked: Flow | undefined, answered: Flow | undefined): boolean =>
  asked !== undefined &&
  answered !== undefined &&
  (asked.dst !== answered.src || (asked.protocol !== 'icmp' && asked.dstPort !== answered.srcPort));

const end = (address: string, port: number | undefined): string =>
  port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;
