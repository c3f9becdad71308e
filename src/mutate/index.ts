/** Every kind of mutation. */
import { registry } from '../base/registry.ts';
import { address } from './address.ts';
import { down } from './down.ts';
import { drop } from './drop.ts';
import { flip } from './flip.ts';
import { line } from './line.ts';
import { mac } from './mac.ts';
import { mtu } from './mtu.ts';
import type { Mutation } from './mutation.ts';
import { peer } from './peer.ts';
import { route } from './route.ts';
import { setting } from './setting.ts';
import { target } from './target.ts';
import { unplug } from './unplug.ts';

export const mutations = registry<Mutation>(
  (mutation) => mutation.name,
  [drop, down, unplug, mtu, mac, setting, address, route, peer, flip, target, line],
);
