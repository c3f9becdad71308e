/** Kubernetes objects that a lab may contain. */
import * as z from 'zod';
import { type NetworkPolicy, networkPolicy } from './network-policy.ts';
import { type Service, service } from './service.ts';

export const kubernetesObject = z.discriminatedUnion('kind', [service, networkPolicy]);

export type KubernetesObject = z.output<typeof kubernetesObject>;

export const isService = (object: KubernetesObject): object is Service => object.kind === 'Service';
export const isPolicy = (object: KubernetesObject): object is NetworkPolicy =>
  object.kind === 'NetworkPolicy';
