/**
 * A WireGuard packet hides its inner packet. The carrier of a packet is the first data message that its node sends
 * after the packet entered an interface without a link layer. The receiver index and counter identify it on every hop
 * from there.
 */
import type { Sighting } from './sighting.ts';

export function throughWireguard(own: readonly Sighting[], seen: readonly Sighting[]): readonly Sighting[] {
  const carriers = own.flatMap((one) => {
    if (one.direction !== 'out' || one.packet.linkType !== 101) return [];
    const from = seen.indexOf(one);
    const carrier = seen
      .slice(from + 1)
      .find(
        ({ node, direction, frame }) => node === one.node && direction === 'out' && isData(frame.wireguard),
      );
    if (!carrier || hasSuccessor(one, carrier, own)) return [];
    const { receiver, counter } = carrier.frame.wireguard!;
    return seen.filter(
      ({ frame }) => frame.wireguard?.receiver === receiver && frame.wireguard?.counter === counter,
    );
  });
  if (carriers.length === 0) return own;
  const all = new Set([...own, ...carriers]);
  return seen.filter((one) => all.has(one));
}

const isData = (message: Sighting['frame']['wireguard']): boolean => message?.type === 'data';

/** The packet itself was captured on the node in between, so the interface is of another type. */
const hasSuccessor = (one: Sighting, carrier: Sighting, own: readonly Sighting[]): boolean =>
  own.some(
    (other) =>
      other !== one &&
      other.frame.wireguard === undefined &&
      other.node === one.node &&
      other.packet.time >= one.packet.time &&
      other.packet.time <= carrier.packet.time,
  );
