/**
 * Lines of Calico's BIRD configuration that no packet of a lab notices the lack of, by how they begin, and why. What they are for is a
 * day that a lab does not have: restarts, several ways to one place, disabled pools, a reader of the log.
 */
const reasons: Readonly<Record<string, string>> = {
  'debug { states };': 'It only says more in the log.',
  'description ': 'No packet holds it: it is for who reads `birdc show protocols`.',
  'graceful restart;': 'Only a BIRD that ends and starts again would differ.',
  'persist;': 'Only routes left behind by a BIRD that has ended would differ.',
  'scan time ': 'The kernel tells BIRD of every change at once; what is read again and again is the same.',
  'merge paths on;': 'No prefix has two ways here.',
  'add paths on;': 'No prefix has two ways here.',
  'metric 0;': 'No other route to these prefixes competes.',
  'router id ': "BIRD takes an address of the node then, which is nobody else's either.",
  'interface -"cali*"': 'No cali interface has an address: BIRD finds no network on it.',
  'reject_disabled_pools();': 'No pool is disabled: the function is empty.',
  'apply_communities();': 'No communities are set: the function is empty.',
  'reject_tunnel_routes();': 'No route here leaves by a device of that name.',
  'reject;': 'No route comes so far; or the filter ends there without a verdict, and refuses as well.',
  'if ( source = RTS_DEVICE )': 'The kernel has the same route by the same device.',
  'connect delay time ': 'Sessions are there some seconds later.',
  'connect retry time ': 'The first try succeeds.',
  'error wait time ': 'No session here ends in an error.',
  'gateway recursive;': 'It is what BIRD does in sessions of more than one hop anyway.',
  'source address ': 'It is the address that the kernel chooses: the node has no other on this link.',
  'ttl security off;': 'It is off anyway.',
};

/** Of the lines of a file, those of which none notices that they are missing. */
export const unnoticed = (content: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    content.split('\n').flatMap((line) => {
      const text = line.trim();
      const found = Object.entries(reasons).find(([begin]) => text.startsWith(begin));
      return found ? [[text, found[1]]] : [];
    }),
  );
