/** The needs of a plan that a place lacks, each with its purpose and the remedy. Empty if the plan can run. */
import type { Requirements } from '../../model/plan.ts';
import type { MachineFacts } from './facts.ts';
import { kernelFeatures } from './kernel-features.ts';
import { howToGet, toolOf, tools } from './tools.ts';

export interface UnmetRequirement {
  /** `root`, `tcpdump`, `wireguard in the kernel` */
  readonly what: string;
  readonly kind: 'system' | 'privilege' | 'tool' | 'kernel';
  readonly why: string;
  readonly todo: string;
}

export interface Allowed {
  /** Modules that change the host may be loaded. */
  readonly modules?: boolean;
}

export function missing(
  requires: Requirements,
  facts: MachineFacts,
  allowed: Allowed = {},
): readonly UnmetRequirement[] {
  if (facts.system !== 'Linux')
    return [
      {
        ...{ what: 'Linux', kind: 'system', why: `labs are Linux namespaces, and this is ${facts.system}` },
        todo: 'run netlab on Linux or in a Linux VM',
      },
    ];
  const needed = [...tools.all.flatMap((tool) => (tool.base ? [tool.name] : [])), ...requires.tools];
  return [
    ...privilege(facts),
    ...[...new Set(needed)].flatMap((name) => missingTool(name, facts)),
    ...requires.kernel.flatMap((name) => missingFeature(name, facts, allowed)),
  ];
}

export function privilege({ root, user, foreignMounts }: MachineFacts): readonly UnmetRequirement[] {
  if (root) return [];
  if (foreignMounts)
    return [
      {
        ...{
          what: 'mounts',
          kind: 'privilege',
          why: 'another user namespace owns the mounts, so none can be made',
        },
        todo: 'leave this user namespace (unshare -U): --on rootless makes one with mounts of its own, also for root',
      },
    ];
  const what = { what: user === 0 ? 'CAP_SYS_ADMIN and CAP_NET_ADMIN' : 'root', kind: 'privilege' } as const;
  const why = 'network namespaces are made by root';
  return user === 0
    ? [{ ...what, why, todo: 'give this container both capabilities (docker run --privileged)' }]
    : [{ ...what, why, todo: 'run it with sudo' }];
}

function missingTool(name: string, facts: MachineFacts): readonly UnmetRequirement[] {
  if (facts.tools[name]) return [];
  const why = toolOf(name)?.for ?? 'the lab runs it';
  return [{ what: name, kind: 'tool', why, todo: howToGet(name) }];
}

export function missingFeature(
  name: string,
  facts: MachineFacts,
  allowed: Allowed,
): readonly UnmetRequirement[] {
  const feature = kernelFeatures.find(name);
  const presence = facts.kernel[name] ?? 'unknown';
  const what = {
    what: `${name} in the kernel`,
    kind: 'kernel',
    why: feature?.for ?? 'the lab uses it',
  } as const;
  if (presence === 'no' && facts.confined && name === 'tun')
    return [
      { ...what, what: '/dev/net/tun', todo: 'a user namespace has none: sudo, or --on ssh://user@host' },
    ];
  if (presence === 'no' && facts.confined && feature?.initial)
    return [
      { ...what, todo: 'the kernel gives it to no user namespace: sudo, --on vm, or --on ssh://user@host' },
    ];
  if (presence === 'no')
    return [{ ...what, todo: `kernel ${facts.release} lacks it: boot one that has it, or use a VM` }];
  // If it is unknown, building shows it. The kernel loads a module that only adds a type by itself.
  if (!feature?.changes || presence === 'yes') return [];
  if (feature.byHand) {
    const todo = `run modprobe ${feature.modules[0]}; then ${feature.changes}`;
    return presence === 'module' ? [{ ...what, what: `${name} loaded into the kernel`, todo }] : [];
  }
  if (allowed.modules) return [];
  return [
    {
      ...what,
      what: `${name} loaded into the kernel`,
      todo: `netlab up --load-modules lets it be loaded; then ${feature.changes}`,
    },
  ];
}
