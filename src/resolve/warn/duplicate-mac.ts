import type { Source } from '../../base/diagnostic.ts';
import type { DraftInterface } from '../draft.ts';
import type { Complete } from './index.ts';

/**
 * The same MAC twice in one broadcast domain: a bridge sends its frames to the port that used it last. Derived addresses differ,
 * so only given ones are compared. Gateways that share an anycast address share their MAC as well, as in EVPN.
 */
export function duplicateMac({ spec, draft, domains, faults }: Complete): void {
  const seen = new Map<string, { readonly iface: DraftInterface; readonly at: Source }>();
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      if (iface.mac === undefined) continue;
      const at = spec.at([...node.path, 'interfaces', iface.name, 'macaddress']);
      const key = `${domains.of(node.name, iface.name)} ${iface.mac.toLowerCase()}`;
      const first = seen.get(key);
      if (!first) seen.set(key, { iface, at });
      else if (!(isAnycast(iface) && isAnycast(first.iface)) && !isBridgeWithPort(iface, first.iface))
        faults.add({
          code: 'duplicate-mac',
          message: `${node.name}:${iface.name} has the MAC address ${iface.mac}, which ${first.iface.node}:${first.iface.name} on the same link already has (line ${first.at.line})`,
          at,
          hint: 'change or delete one macaddress',
        });
    }
}

const isAnycast = ({ addresses }: DraftInterface): boolean => addresses.some(({ anycast }) => anycast);

/** A bridge has the MAC of one of its ports, unless it is given another. */
const isBridgeWithPort = (a: DraftInterface, b: DraftInterface): boolean =>
  a.node === b.node && (a.master === b.name || b.master === a.name);
