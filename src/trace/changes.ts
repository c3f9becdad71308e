/** The changes of a packet between two hops of its path. */
import { encapsulationIn } from '../packet/encapsulations.ts';
import type { Frame } from '../packet/frame.ts';
import { encapsulationsOf, type SeenEncapsulation } from './encapsulation.ts';
import { type Flow, flowOf } from './flow.ts';
import { innermost } from './sighting.ts';

export interface Changes {
  readonly ttl?: { readonly from: number; readonly to: number };
  /** TTL of the outermost header, if the packet stays in the tunnel. */
  readonly outerTtl?: { readonly from: number; readonly to: number };
  /** MAC addresses of the outermost frame, if they changed. */
  readonly macs?: { readonly src: string; readonly dst: string };
  /** Addresses and ports that NAT rewrote. */
  readonly nat?: readonly Rewrite[];
  readonly putOn?: readonly SeenEncapsulation[];
  readonly takenOff?: readonly SeenEncapsulation[];
  /** VLAN tags of the outermost frame, from the outside in, if they changed. */
  readonly vlans?: readonly number[];
}

export interface Rewrite {
  readonly what: 'source' | 'destination';
  readonly from: string;
  readonly to: string;
}

export function changesBetween(before: Frame, after: Frame): Changes {
  // The inner packet of an encrypted one is unknown. The addresses of its carrier are not a NAT rewrite.
  const hidden = sealed(before) !== sealed(after);
  const [a, b] = hidden ? [] : [innermost(before).ip, innermost(after).ip];
  const [x, y] = [encapsulationsOf(before), encapsulationsOf(after)];
  const outer = [before, after].flatMap(({ ip, inner }) =>
    ip && inner && x.length === y.length ? [ip.ttl] : [],
  );
  const nat = hidden ? [] : rewrites(flowOf(before), flowOf(after));
  const [tagsBefore, tags] = [tagsOf(before), tagsOf(after)];
  const macs = after.ethernet;
  const other = macs && (before.ethernet?.src !== macs.src || before.ethernet.dst !== macs.dst);
  return {
    ...(a && b && a.ttl !== b.ttl
      ? { [sealed(after) ? 'outerTtl' : 'ttl']: { from: a.ttl, to: b.ttl } }
      : {}),
    ...(outer.length === 2 && outer[0] !== outer[1] ? { outerTtl: { from: outer[0]!, to: outer[1]! } } : {}),
    ...(macs && other ? { macs: { src: macs.src, dst: macs.dst } } : {}),
    ...(nat.length > 0 ? { nat } : {}),
    ...(y.length > x.length ? { putOn: y.slice(0, y.length - x.length) } : {}),
    ...(x.length > y.length ? { takenOff: x.slice(0, x.length - y.length) } : {}),
    ...(tagsBefore.join() === tags.join() ? {} : { vlans: tags }),
  };
}

const sealed = (frame: Frame): boolean => encapsulationIn(innermost(frame))?.sealed === true;

const tagsOf = (frame: Frame): readonly number[] => (frame.vlan ?? []).map(({ id }) => id);

function rewrites(before: Flow | undefined, after: Flow | undefined): readonly Rewrite[] {
  if (!before || !after) return [];
  const ends = [
    { what: 'source', from: [before.src, before.srcPort], to: [after.src, after.srcPort] },
    { what: 'destination', from: [before.dst, before.dstPort], to: [after.dst, after.dstPort] },
  ] as const;
  return ends.flatMap(({ what, from, to }) => {
    if (from.join() === to.join()) return [];
    // A port that does not change is left out.
    const port = from[1] !== to[1];
    const say = ([address, number]: readonly [string, number | undefined]) =>
      port && number !== undefined
        ? `${address.includes(':') ? `[${address}]` : address}:${number}`
        : address;
    return [{ what, from: say(from), to: say(to) }];
  });
}
