import { registry } from '../base/registry.ts';
import { docker } from './docker/docker.ts';
import { flannel } from './flannel/flannel.ts';
import type { AnyNetwork } from './network.ts';

/** Every cluster network. */
export const networks = registry<AnyNetwork>((network) => network.name, [docker, flannel]);
