import { registry } from '../base/registry.ts';
import { calico } from './calico/calico.ts';
import { docker } from './docker/docker.ts';
import { flannel } from './flannel/flannel.ts';
import { kindnet } from './kindnet/kindnet.ts';
import type { AnyNetwork } from './network.ts';

/** Every cluster network. */
export const networks = registry<AnyNetwork>((network) => network.name, [calico, docker, flannel, kindnet]);
