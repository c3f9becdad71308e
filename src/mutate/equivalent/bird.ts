/**
 * Lines of Calico's BIRD configuration (src/networks/calico/bird). They matter on days that a lab does not have: a restart, two
 * paths to one prefix, a disabled pool, a person who reads the log.
 */
import type { Equivalents } from './equivalent.ts';

/** By the beginning of the line. */
const reasons: Readonly<Record<string, string>> = {
  'debug { states };': 'It only adds lines to the log.',
  'description ': 'Only `birdc show protocols` prints it.',
  'graceful restart;': 'It matters only when BIRD restarts.',
  'persist;': 'It matters only for routes left behind when BIRD has ended.',
  'scan time ': 'The kernel reports every change at once, so later scans find nothing new.',
  'merge paths on;': 'No prefix has two paths here.',
  'add paths on;': 'No prefix has two paths here.',
  'metric 0;': 'No other route to these prefixes competes.',
  'router id ': 'BIRD then takes an address of the node, which is unique too.',
  'interface -"cali*"': 'cali interfaces have no address, so BIRD finds no network on them.',
  'reject_disabled_pools();': 'The function is empty: no pool is disabled.',
  'apply_communities();': 'The function is empty: no communities are set.',
  'reject_tunnel_routes();': 'No route here leaves by a device of that name.',
  'reject_local_routes();': 'No route here leaves by a device of that name.',
  'reject;': 'No route reaches it, or the filter ends there and rejects by default.',
  'if ( source = RTS_DEVICE )': 'The kernel has the same route by the same device.',
  'connect delay time ': 'Sessions start some seconds later.',
  'connect retry time ': 'The first attempt succeeds.',
  'error wait time ': 'No session here ends in an error.',
  'gateway recursive;': 'It is the default in multihop sessions.',
  'source address ': 'The kernel chooses the same address: the node has no other one on this link.',
  'ttl security off;': 'Off is the default.',
};

export const bird: Equivalents =
  () =>
  ({ mutation, part, step }) => {
    if (mutation !== 'line' || !step.id.startsWith(`${step.node}/file/etc/calico/confd/config/bird`))
      return undefined;
    return Object.entries(reasons).find(([begin]) => part?.startsWith(begin))?.[1];
  };
