/** Virtual services and servers that the kernel rejects, or that ipvsadm would silently change. */
import { type Family, parseIp } from '../base/cidr.ts';
import type { NodeAsker } from '../model/context.ts';
import type { VirtualService } from '../steps/ipvs-words.ts';
import type { RealServerSpec, VirtualServiceSpec } from './ipvs.ts';

/** Returns true if it refused the service. */
export function refuseService(
  { address, port, mark, persistence, mask, protocol, family }: VirtualServiceSpec,
  i: number,
  asker: NodeAsker,
): boolean {
  const refuse = (message: string, key?: string): true => {
    const path = key === undefined ? ['services', i] : ['services', i, key];
    asker.refuse({ code: 'ipvs-service', message, at: asker.at(...path) });
    return true;
  };
  if (mark === undefined && (address === undefined || port === undefined))
    return refuse('a virtual service needs address and port, or mark');
  if (mark !== undefined && (address !== undefined || port !== undefined || protocol !== 'tcp'))
    return refuse('a virtual service with mark cannot have an address, port or protocol');
  if (mark === undefined && family !== 'ipv4')
    return refuse(
      'family belongs to a service with mark; other services have that of their address',
      'family',
    );
  if (port === 0 && persistence === undefined) return refuse('port 0 (all ports) needs persistence', 'port');
  if (mask !== undefined && persistence === undefined) return refuse('mask needs persistence', 'mask');
  return false;
}

interface Placed extends Omit<RealServerSpec, 'port'> {
  readonly port: number;
  /** Its address. */
  readonly to: string;
  readonly family: Family;
  readonly service: VirtualService;
}

/** Returns true if it refused the server. */
export function refuseServer(
  { forwarding, port, to, family, service }: Placed,
  [i, k]: readonly [service: number, server: number],
  asker: NodeAsker,
): boolean {
  const at = (key: string) => asker.at('services', i, 'servers', k, key);
  if (forwarding !== 'tunnel' && parseIp(to)!.family !== family) {
    asker.refuse({
      code: 'mixed-families',
      message: `the service is IPv${family}, but its server ${to} is not; only forwarding: tunnel allows this`,
      at: at('address'),
    });
    return true;
  }
  const virtual = service.protocol === 'mark' ? 0 : service.port;
  if (forwarding !== 'masq' && port !== virtual) {
    asker.refuse({
      code: 'ipvs-port',
      message: `${forwarding} cannot change the port: expected ${virtual}, found ${port}`,
      at: at('port'),
      hint: 'use the port of the service, or forwarding: masq',
    });
    return true;
  }
  return false;
}
