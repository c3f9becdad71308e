import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { ipvsPart } from './ipvs-table.ts';
import { serviceWords, socketText } from './ipvs-words.ts';
import type { Finding } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

/** Virtual services and servers that no step made. In a node without IPVS in its plan, a program such as keepalived made them. */
export function extraIpvs(node: NodeState, own: readonly Step[]): readonly Finding[] {
  const services = new Set(
    own.flatMap((step) => (step.kind === 'ipvs-service' ? [serviceWords(step.service).join(' ')] : [])),
  );
  const servers = new Set(
    own.flatMap((step) =>
      step.kind === 'ipvs-server'
        ? [`${serviceWords(step.service).join(' ')} ${socketText(step.server)}`]
        : [],
    ),
  );
  const foreign = services.size > 0 ? {} : { foreign: true as const };
  return partOf(node, ipvsPart).services.flatMap(({ service, servers: there }): readonly Finding[] => {
    const name = `${node.node}/ipvs/${service}`;
    if (!services.has(service))
      return [
        {
          why: `${node.node} has a virtual service that no step made: ${service}`,
          argv: ['ipvsadm', '-Ln'],
          extra: {
            ...{ name, ...foreign },
            remove: [typedStep(node.node, name, ['ipvsadm', '-D', ...service.split(' ')])],
          },
        },
      ];
    return there
      .filter(({ server }) => !servers.has(`${service} ${server}`))
      .map(({ server }) => ({
        why: `${node.node}'s virtual service ${service} has a server that no step added: ${server}`,
        argv: ['ipvsadm', '-Ln'],
        extra: {
          name: `${name}/${server}`,
          remove: [
            typedStep(node.node, `${name}/${server}`, ['ipvsadm', '-d', ...service.split(' '), '-r', server]),
          ],
        },
      }));
  });
}
