import { registry } from '../base/registry.ts';
import type { AnyProbe } from './probe.ts';

/** Every probe. */
export const probes = registry<AnyProbe>((probe) => probe.name, []);
