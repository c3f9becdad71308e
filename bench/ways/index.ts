import { registry } from '../../src/base/registry.ts';
import { batches } from './batches.ts';
import { floor, netlink } from './floor.ts';
import { netlab } from './netlab.ts';
import { tutorial } from './tutorial.ts';
import type { Way } from './way.ts';

/** In the order in which they are printed. */
export const ways = registry<Way>((way) => way.name, [floor, netlink, netlab, batches, tutorial]);
