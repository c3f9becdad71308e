/** `ipvsadm -A`: a virtual service. IPVS forwards the packets to it that the node would deliver locally. */
import type { StepBase } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { extraIpvs } from './ipvs-extra.ts';
import { ipvsPart } from './ipvs-table.ts';
import {
  type ServiceOptions,
  serviceOptionWords,
  serviceTitle,
  serviceWords,
  type VirtualService,
} from './ipvs-words.ts';
import type { Alteration, Finding, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface IpvsServiceStep extends StepBase, ServiceOptions {
  readonly kind: 'ipvs-service';
  readonly service: VirtualService;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'ipvs-service': IpvsServiceStep;
  }
}

const words = (step: IpvsServiceStep): readonly string[] => [
  ...serviceWords(step.service),
  ...serviceOptionWords(step.service, step),
];

export const ipvsService: StepKind<IpvsServiceStep> = {
  kind: 'ipvs-service',
  kernel: [
    { name: 'ip_vs', for: 'services balanced in the kernel (IPVS)', modules: ['ip_vs'], config: ['IP_VS'] },
  ],
  command: (step) => ['ipvsadm', '-A', ...words(step)],
  reads: [ipvsPart],
  readers: ['ipvsadm'],
  compare(step, node) {
    const { service } = step;
    const title = serviceTitle(service);
    const found = savedService(node, service);
    if (!found) return { why: `${node.node} has no virtual service ${title}`, argv: ['ipvsadm', '-Ln'] };
    const should = serviceOptionWords(service, step).join(' ');
    if (found.options === should) return undefined;
    return {
      why: `${node.node}'s virtual service ${title} has ${found.options} and should have ${should}`,
      argv: ['ipvsadm', '-Sn'],
      mend: [typedStep(node.node, step.id, ['ipvsadm', '-E', ...words(step)])],
    } satisfies Finding;
  },
  extra: extraIpvs,
  mutations: {
    scheduler: 'a virtual service of IPVS has another scheduler',
    persistence: 'a virtual service of IPVS is persistent, or is not',
  },
  mutate: (step): readonly Alteration[] => {
    const scheduler = step.scheduler === 'sh' ? 'rr' : 'sh';
    const { persistence, mask: _, ...plain } = step;
    return [
      {
        mutation: 'scheduler',
        what: `${scheduler} in place of ${step.scheduler}`,
        instead: { ...step, scheduler },
      },
      persistence === undefined
        ? { mutation: 'persistence', what: 'persistent for 300 s', instead: { ...step, persistence: 300 } }
        : { mutation: 'persistence', what: 'not persistent', instead: plain },
    ];
  },
};

export const savedService = (node: NodeState, service: VirtualService) => {
  const key = serviceWords(service).join(' ');
  return partOf(node, ipvsPart).services.find((one) => one.service === key);
};
