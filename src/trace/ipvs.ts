/**
 * The connections of IPVS in a node. Each has the client, the virtual service and the server that the scheduler chose. An entry of
 * persistence has no port, and chose no packet's server by itself.
 */
import type { Flow } from './flow.ts';
import { flowOf } from './flow.ts';
import type { Readings } from './readings.ts';
import type { Visit } from './visits.ts';

export interface BalancedConnection {
  readonly protocol: string;
  /** `10.244.1.2:40000`. */
  readonly client: string;
  readonly service: string;
  readonly server: string;
}

/** The command loads the module, so it runs only where the kernel has it already. */
export const connectionsCommand = '[ -e /proc/net/ip_vs_conn ] && ipvsadm -Lnc';

/** `TCP 00:57  FIN_WAIT    10.244.1.2:40000  10.96.0.12:80  10.244.2.2:8080`. */
const line = /^(TCP|UDP|SCTP)\s+\S+\s+\S+\s+(\S+:\d+)\s+(\S+:\d+)\s+(\S+:\d+)\s*$/;

export const readConnections = (text: string): readonly BalancedConnection[] =>
  text.split('\n').flatMap((one) => {
    const [, protocol = '', client = '', service = '', server = ''] = line.exec(one.trim()) ?? [];
    return protocol === '' || client.endsWith(':0') ? [] : [{ protocol, client, service, server }];
  });

const socket = (address: string, port: number | undefined): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;

/**
 * The connection of the packet that passes a node. The node's own packet is seen only after IPVS has rewritten it: its connection is
 * the new one that leads to its destination.
 */
export function balancedIn(
  { node, came, left }: Visit,
  before: Readings,
  after: Readings,
): BalancedConnection | undefined {
  const all = after.get(node)?.balanced ?? [];
  if (all.length === 0) return undefined;
  const flow = came && flowOf(came.frame);
  if (flow) return all.find(({ client, service }) => is(client, service, flow));
  const own = left && flowOf(left.frame);
  if (!own) return undefined;
  const known = new Set((before.get(node)?.balanced ?? []).map(keyOf));
  const fresh = all.filter((one) => !known.has(keyOf(one)) && one.server === socket(own.dst, own.dstPort));
  return fresh.length === 1 ? fresh[0] : undefined;
}

const is = (client: string, service: string, { src, srcPort, dst, dstPort }: Flow): boolean =>
  client === socket(src, srcPort) && service === socket(dst, dstPort);

const keyOf = ({ protocol, client, service, server }: BalancedConnection): string =>
  `${protocol} ${client} ${service} ${server}`;
