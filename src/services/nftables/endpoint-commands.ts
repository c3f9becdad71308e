/** The rules that select an endpoint of a service port, and those of an endpoint. */
import { type Endpoint, endpointText, type ServicePort } from '../service-port.ts';
import { masquerade } from './base-commands.ts';
import { add, addRule, type NftCommand } from './command.ts';
import { affinitySet, endpointChain } from './names.ts';

/** The kernel removes a client when the time has passed since its last new connection. */
export const affinitySets = (port: ServicePort, endpoints: readonly Endpoint[]): readonly NftCommand[] =>
  (port.affinity === undefined ? [] : endpoints).map((one) =>
    add(
      'set',
      `${affinitySet(port, one)} { type ipv4_addr ; flags dynamic,timeout ; timeout ${port.affinity}s ; }`,
      `The clients of ${one.pod}.`,
    ),
  );

/** A random number chooses the endpoint, also if there is only one. */
export function selection(
  port: ServicePort,
  chain: string,
  endpoints: readonly Endpoint[],
): readonly NftCommand[] {
  if (endpoints.length === 0) return [];
  const choices = endpoints.map((one, i) => `${i} : goto ${endpointChain(port, one)}`).join(' , ');
  return [
    ...(port.affinity === undefined ? [] : endpoints).map((one) =>
      addRule(
        chain,
        `ip saddr @${affinitySet(port, one)} goto ${endpointChain(port, one)}`,
        `An address that reached ${one.pod} in the last ${port.affinity} s reaches it again.`,
      ),
    ),
    addRule(
      chain,
      `numgen random mod ${endpoints.length} vmap { ${choices} }`,
      endpoints.length === 1
        ? `All connections go to ${endpoints[0]!.pod}.`
        : `A random number chooses one of ${endpoints.length} endpoints.`,
    ),
  ];
}

export const endpointRules = (port: ServicePort, one: Endpoint): readonly NftCommand[] => {
  const chain = endpointChain(port, one);
  return [
    addRule(
      chain,
      `ip saddr ${one.address} jump ${masquerade}`,
      `${one.pod} reached itself: masquerade, or it would drop a packet from its own address.`,
    ),
    ...(port.affinity === undefined
      ? []
      : [
          addRule(
            chain,
            `update @${affinitySet(port, one)} { ip saddr }`,
            `Remember the client of ${one.pod}.`,
          ),
        ]),
    addRule(
      chain,
      `meta l4proto ${port.protocol} dnat to ${endpointText(one)}`,
      `The destination becomes ${one.pod}.`,
    ),
  ];
};
