/** `ipvsadm -a`: a real server of a virtual service. */
import type { StepBase } from '../model/plan.ts';
import { savedService } from './ipvs-service.ts';
import { ipvsPart } from './ipvs-table.ts';
import {
  type Forwarding,
  type RealServer,
  serverOptionWords,
  serviceTitle,
  serviceWords,
  socketText,
  type VirtualService,
} from './ipvs-words.ts';
import type { Alteration, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface IpvsServerStep extends StepBase {
  readonly kind: 'ipvs-server';
  readonly service: VirtualService;
  readonly server: RealServer;
  readonly forwarding: Forwarding;
  /** 0: no new connections. */
  readonly weight: number;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'ipvs-server': IpvsServerStep;
  }
}

const words = ({ service, server, forwarding, weight }: IpvsServerStep): readonly string[] => [
  ...serviceWords(service),
  ...['-r', socketText(server)],
  ...serverOptionWords(forwarding, weight),
];

export const ipvsServer: StepKind<IpvsServerStep> = {
  kind: 'ipvs-server',
  command: (step) => ['ipvsadm', '-a', ...words(step)],
  reads: [ipvsPart],
  readers: ['ipvsadm'],
  compare(step, node, names) {
    const { service, server, forwarding, weight } = step;
    const title = serviceTitle(service);
    const of = savedService(node, service);
    if (!of) return { why: `${node.node} has no virtual service ${title}`, argv: ['ipvsadm', '-Ln'] };
    const found = of.servers.find((one) => one.server === socketText(server));
    if (!found)
      return {
        why: `${node.node}'s virtual service ${title} has no server ${names.address(server.address)} with port ${server.port}`,
        argv: ['ipvsadm', '-Ln'],
      };
    const should = serverOptionWords(forwarding, weight).join(' ');
    if (found.options === should) return undefined;
    return {
      why: `the server ${socketText(server)} of ${node.node}'s virtual service ${title} has ${found.options} and should have ${should}`,
      argv: ['ipvsadm', '-Sn'],
      mend: [typedStep(node.node, step.id, ['ipvsadm', '-e', ...words(step)])],
    };
  },
  mutations: {
    weight: 'a server of IPVS has weight 0, or 1 in place of 0',
    forwarding: 'a server of IPVS is reached by another forwarding method',
  },
  mutate: (step): readonly Alteration[] => {
    const weight = step.weight === 0 ? 1 : 0;
    const forwarding = step.forwarding === 'masq' ? 'gatewaying' : 'masq';
    return [
      { mutation: 'weight', what: `weight ${weight}`, instead: { ...step, weight } },
      {
        mutation: 'forwarding',
        what: `${forwarding} in place of ${step.forwarding}`,
        instead: { ...step, forwarding, server: { ...step.server, port: portFor(step) } },
      },
    ];
  },
};

/** Without NAT, the port cannot change: ipvsadm takes that of the virtual service. */
const portFor = ({ service, server }: IpvsServerStep): number =>
  service.protocol === 'mark' ? server.port : service.port;
