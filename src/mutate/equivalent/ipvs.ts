/** Schedulers, persistence and weights of IPVS, where there is nothing to choose. */
import type { Plan } from '../../model/plan.ts';
import { serviceWords } from '../../steps/ipvs-words.ts';
import type { Equivalents } from './equivalent.ts';

export const ipvs: Equivalents =
  (plan) =>
  ({ mutation, step }) =>
    step.kind === 'ipvs-service' && chooses.includes(mutation) && usable(plan, step).length < 2
      ? 'The service has less than two servers that take connections, so the choice is always the same.'
      : undefined;

const chooses = ['scheduler', 'persistence'];

type Service = Extract<Plan['steps'][number], { readonly kind: 'ipvs-service' }>;

const usable = ({ steps }: Plan, { node, service }: Service) =>
  steps.filter(
    (step) =>
      step.kind === 'ipvs-server' &&
      step.node === node &&
      step.weight > 0 &&
      serviceWords(step.service).join(' ') === serviceWords(service).join(' '),
  );
