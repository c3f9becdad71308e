/**
 * A router sends neighbor solicitations for packets of other nodes from its link-local address (ndisc_solicit, ndisc_send_ns). If
 * the interface has none, or it is tentative, the kernel sends no solicitation and the entry becomes FAILED.
 */
import type { Row } from '../../state/state.ts';

/** Why a router cannot ask for a MAC on this interface; undefined if it can. */
export function noSolicitation(name: string, link: Row | undefined): string | undefined {
  const own = ((link?.addr_info ?? []) as Row[]).filter(
    ({ family, scope }) => family === 'inet6' && scope === 'link',
  );
  const [first] = own;
  if (link === undefined || own.some(({ tentative }) => !tentative)) return undefined;
  const from = 'and a router asks for the MAC from that address';
  if (first === undefined) return `${name} has no link-local address, ${from}`;
  return first.dadfailed
    ? `another node has the link-local address ${first.local} of ${name} (dadfailed), ${from}`
    : `the link-local address ${first.local} of ${name} is tentative, ${from}`;
}
