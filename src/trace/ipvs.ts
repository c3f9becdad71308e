/**
 * The choice of IPVS in a node. A connection has the client, the virtual service and the server. When it has expired, the packet
 * itself shows the server: by its destination (NAT), by the outer header (tunnel), or by its MAC address (direct routing).
 */
import type { Flow } from './flow.ts';
import { flowOf } from './flow.ts';
import type { Reading, Readings } from './readings.ts';
import { type BalancedServer, hostOf, serviceFor, socketOf } from './virtual-services.ts';
import type { Visit } from './visits.ts';

export interface BalancedConnection {
  readonly protocol: string;
  /** `10.244.1.2:40000`. */
  readonly client: string;
  readonly service: string;
  readonly server: string;
}

/** A connection, with what its virtual service has. */
export interface BalancedChoice extends BalancedConnection {
  readonly scheduler?: string;
  readonly forwarding?: BalancedServer['forwarding'];
}

/** The command loads the module, so it runs only where the kernel has it already. */
export const connectionsCommand = '[ -e /proc/net/ip_vs_conn ] && ipvsadm -Lnc';

/** `TCP 00:57  FIN_WAIT    10.244.1.2:40000  10.96.0.12:80  10.244.2.2:8080`. */
const line = /^(TCP|UDP|SCTP)\s+\S+\s+\S+\s+(\S+:\d+)\s+(\S+:\d+)\s+(\S+:\d+)\s*$/;

/** An entry of persistence has no port, and chose no packet's server by itself. */
export const readConnections = (text: string): readonly BalancedConnection[] =>
  text.split('\n').flatMap((one) => {
    const [, protocol = '', client = '', service = '', server = ''] = line.exec(one.trim()) ?? [];
    return protocol === '' || client.endsWith(':0') ? [] : [{ protocol, client, service, server }];
  });

/**
 * The choice for the packet that passes a node. The node's own packet is seen only after IPVS has rewritten it: its connection is
 * the new one that leads to its destination.
 */
export function balancedIn(visit: Visit, before: Readings, after: Readings): BalancedChoice | undefined {
  const { node, came, left } = visit;
  const reading = after.get(node);
  const all = reading?.balanced ?? [];
  const flow = came && flowOf(came.frame);
  if (flow) {
    const known = all.find(({ client, service }) => is(client, service, flow));
    return known ? withService(known, reading) : shownBy(visit, flow, reading);
  }
  const own = left && flowOf(left.frame);
  if (!own) return undefined;
  const known = new Set((before.get(node)?.balanced ?? []).map(keyOf));
  const fresh = all.filter((one) => !known.has(keyOf(one)) && one.server === socketOf(own.dst, own.dstPort));
  return fresh.length === 1 ? withService(fresh[0]!, reading) : undefined;
}

const is = (client: string, service: string, { src, srcPort, dst, dstPort }: Flow): boolean =>
  client === socketOf(src, srcPort) && service === socketOf(dst, dstPort);

const keyOf = ({ protocol, client, service, server }: BalancedConnection): string =>
  `${protocol} ${client} ${service} ${server}`;

function withService(one: BalancedConnection, reading: Reading | undefined): BalancedChoice {
  const of = reading?.services.find(({ title }) => title === `${one.protocol} ${one.service}`);
  const server = of?.servers.find(({ server }) => server === one.server);
  return {
    ...one,
    ...(of ? { scheduler: of.scheduler } : {}),
    ...(server ? { forwarding: server.forwarding } : {}),
  };
}

/** The server that the packet was sent to, when there is no connection. */
function shownBy({ left }: Visit, flow: Flow, reading: Reading | undefined): BalancedChoice | undefined {
  const service = left && serviceFor(reading, flow);
  const to = left && flowOf(left.frame);
  if (!service || !to) return undefined;
  const mac = left.frame.ethernet?.dst;
  const neighbor = (host: string) =>
    mac !== undefined && reading?.neighbors.some(({ dst, lladdr }) => dst === host && lladdr === mac);
  const found = service.servers.find(({ server, forwarding }) => {
    if (forwarding === 'masq') return server === socketOf(to.dst, to.dstPort);
    const host = hostOf(server);
    return forwarding === 'tunnel' ? left.frame.inner && left.frame.ip?.dst === host : neighbor(host);
  });
  const [protocol = '', socket = ''] = service.title.split(' ');
  return (
    found && {
      ...{ protocol, client: socketOf(flow.src, flow.srcPort), service: socket, server: found.server },
      ...{ scheduler: service.scheduler, forwarding: found.forwarding },
    }
  );
}
