/**
 * `wg show all dump`: a line of tabs for each device (name, private key, public key, port, mark) and each peer (device, public
 * key, shared key, endpoint, allowed IPs, latest handshake, bytes received and sent, keepalive). Handshakes and bytes are
 * left out: they say what was, not what is set. So are private keys, which the public ones stand for.
 */
import type { Row } from './state.ts';

export const readWireguard = (text: string): readonly Row[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const fields = line
        .split('\t')
        .map((field) => (field === '(none)' || field === 'off' ? undefined : field));
      if (fields.length === 5) {
        const [device, , key, port, mark] = fields;
        return present({ device, key, port, mark });
      }
      const [device, peer, shared, endpoint, allowed, , , , keepalive] = fields;
      // The kernel lists them as its tree has them.
      return present({ device, peer, shared, endpoint, allowed: allowed?.split(',').sort(), keepalive });
    });

const present = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
