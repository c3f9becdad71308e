import { registry } from '../../src/base/registry.ts';
import { flannel } from './flannel.ts';
import { services } from './services.ts';
import { star } from './star.ts';
import type { Workload } from './workload.ts';

export const workloads = registry<Workload>((workload) => workload.name, [star, flannel, services]);
