/** The rules that select an endpoint of a service port, and those of an endpoint. */
import { type Endpoint, endpointText, type ServicePort } from '../service-port.ts';
import { masquerade } from './base-chains.ts';
import { type KubeRule, kubeRule } from './kube-rule.ts';
import { endpointChain } from './names.ts';

/** A rule for each endpoint. The i-th of n is taken with a probability of 1 / (n - i), so all are equally likely. */
export function selection(
  port: ServicePort,
  chain: string,
  endpoints: readonly Endpoint[],
  words: (text: string) => string,
): readonly KubeRule[] {
  const { title, affinity } = port;
  const arrow = (one: Endpoint): string => words(`${title} -> ${endpointText(one)}`);
  const sticky = (affinity === undefined ? [] : endpoints).map((one) => {
    const name = endpointChain(port, one);
    return kubeRule(
      'nat',
      chain,
      `${arrow(one)} -m recent --name ${name} --rcheck --seconds ${affinity} --reap -j ${name}`,
      `An address that reached ${one.pod} in the last ${affinity} s reaches it again.`,
    );
  });
  const random = endpoints.map((one, i) => {
    const rest = endpoints.length - i;
    const odds = rest > 1 ? `-m statistic --mode random --probability ${(1 / rest).toFixed(10)} ` : '';
    return kubeRule(
      'nat',
      chain,
      `${arrow(one)} ${odds}-j ${endpointChain(port, one)}`,
      rest > 1
        ? `One in ${rest} connections that come here goes to ${one.pod}.`
        : `All others go to ${one.pod}.`,
    );
  });
  return [...sticky, ...random];
}

export function endpointRules(
  port: ServicePort,
  one: Endpoint,
  words: (text: string) => string,
): readonly KubeRule[] {
  const { protocol, title, affinity } = port;
  const name = endpointChain(port, one);
  const remember = affinity === undefined ? '' : `-m recent --name ${name} --set `;
  return [
    kubeRule(
      'nat',
      name,
      `${words(title)} -s ${one.address} -j ${masquerade}`,
      `${one.pod} reached itself: masquerade, or it would drop a packet from its own address.`,
    ),
    kubeRule(
      'nat',
      name,
      `${words(title)} ${remember}-m ${protocol} -p ${protocol} -j DNAT --to-destination ${endpointText(one)}`,
      `The destination becomes ${one.pod}.`,
    ),
  ];
}
