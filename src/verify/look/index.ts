import { address } from './address.ts';
import { fdb } from './fdb.ts';
import { file } from './file.ts';
import { ipset } from './ipset.ts';
import { link } from './link.ts';
import { namespace } from './namespace.ts';
import { neighbor } from './neighbor.ts';
import { policy } from './policy.ts';
import { process } from './process.ts';
import type { Reader } from './reader.ts';
import { route } from './route.ts';
import { rules } from './rules.ts';
import { setting } from './setting.ts';
import { vlan } from './vlan.ts';
import { wireguard } from './wireguard.ts';

/** Every kind of thing that a plan makes. */
export const readers: readonly Reader[] = [
  namespace,
  link,
  address,
  setting,
  neighbor,
  fdb,
  wireguard,
  vlan,
  route,
  policy,
  ipset,
  rules,
  process,
  file,
];
