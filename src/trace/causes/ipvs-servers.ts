/** The packet reached IPVS, and IPVS had nothing to send it to: no server of weight above 0, or no virtual service of this port. */
import type { Flow } from '../flow.ts';
import type { Reading } from '../readings.ts';
import type { Cause } from '../trace.ts';
import { serviceFor, titleFor } from '../virtual-services.ts';
import type { CauseFinder } from './cause.ts';

export const ipvsServers: CauseFinder = {
  find: ({ last, arrived, forms, after }) => {
    const flow = forms[0]?.flow;
    return arrived && flow ? withoutServer(last.node, flow, after) : undefined;
  },
};

/** Also for a packet that the node answers with RST, because it has the address and IPVS does not take the packet. */
export function withoutServer(node: string, flow: Flow, reading: Reading | undefined): Cause | undefined {
  const service = serviceFor(reading, flow);
  const argv = ['ipvsadm', '-Ln'];
  if (service) {
    if (service.servers.some(({ weight }) => weight > 0)) return undefined;
    const why =
      service.servers.length === 0
        ? 'has no server'
        : `has no server of weight > 0: ${service.servers.map(({ server }) => server).join(', ')}`;
    return {
      id: 'ipvs',
      node,
      why: `${node}'s virtual service ${service.title} (${service.scheduler}) ${why}`,
      argv,
    };
  }
  const others = (reading?.services ?? []).filter(({ address }) => address === flow.dst);
  return others.length === 0
    ? undefined
    : {
        ...{ id: 'ipvs', node, argv },
        why: `${node} has no virtual service ${titleFor(flow)}, and no process of its own answers there. At this address it has ${others.map(({ title }) => title).join(', ')}`,
      };
}
