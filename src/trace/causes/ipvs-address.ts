/**
 * An address of a virtual service that a node lacks. IPVS sees only packets that its node would receive itself. Without NAT, the
 * real server must have the address, too.
 */
import { isLocal } from '../addresses.ts';
import { flowOf } from '../flow.ts';
import type { Reading } from '../readings.ts';
import type { Cause } from '../trace.ts';
import { type BalancedService, serviceFor } from '../virtual-services.ts';
import { visitsOf } from '../visits.ts';
import type { CauseFinder, Scene } from './cause.ts';

export const ipvsAddress: CauseFinder = {
  find({ hops, readings, arrived }: Scene): Cause | undefined {
    if (arrived) return undefined;
    let through: { readonly node: string; readonly service: BalancedService } | undefined;
    for (const { node, came } of visitsOf(hops, readings)) {
      const flow = came && came.to !== 'otherhost' ? flowOf(came.frame) : undefined;
      const reading = readings.get(node);
      if (!flow || isSegment(reading)) continue;
      const own = isLocal(readings, node, flow.dst);
      if (through?.service.address === flow.dst && node !== through.node && !own) {
        const server = through.service.servers.find(({ server }) => hasAddress(reading, server));
        if (server)
          return {
            id: 'ipvs',
            node,
            why: `${through.node}'s IPVS sends ${through.service.title} to ${server.server} without NAT (${server.forwarding}), and ${node} has ${flow.dst} on no interface, so it does not accept the packet`,
            argv: ['ip', 'address', 'show', 'to', flow.dst],
          };
      }
      const service = serviceFor(reading, flow);
      if (service && !own)
        return {
          id: 'ipvs',
          node,
          why: `${node} has the virtual service ${service.title}, and ${flow.dst} on no interface: it forwards the packet, and IPVS does not see it`,
          argv: ['ip', 'address', 'show', 'to', flow.dst],
        };
      if (service) through = { node, service };
    }
    return undefined;
  },
};

/** A bridge has no addresses of its own. */
const isSegment = (reading: Reading | undefined): boolean =>
  !(reading?.links ?? []).some(({ ifname, addr_info: info = [] }) => ifname !== 'lo' && info.length > 0);

const hasAddress = (reading: Reading | undefined, socket: string): boolean =>
  (reading?.links ?? []).some(({ addr_info: info = [] }) =>
    info.some(({ local }: { readonly local?: string }) => local !== undefined && isHost(socket, local)),
  );

const isHost = (socket: string, address: string): boolean =>
  socket.startsWith(address.includes(':') ? `[${address}]:` : `${address}:`);
