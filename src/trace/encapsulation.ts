/** The headers around the innermost packet, from the outside in. */
import { encapsulationIn, encapsulations } from '../packet/encapsulations.ts';
import type { Frame } from '../packet/frame.ts';
import { layersOf } from './sighting.ts';

export interface SeenEncapsulation {
  /** The word for it in a lab: `vxlan`. */
  readonly kind: string;
  readonly src: string;
  readonly dst: string;
  readonly srcPort?: number;
  readonly dstPort?: number;
  readonly vni?: number;
  readonly key?: number;
  /**
   * Bytes that it adds to the inner packet, from its IP header to that of the packet; 0 if the inner packet is
   * encrypted.
   */
  readonly bytes: number;
}

export function encapsulationsOf(frame: Frame): readonly SeenEncapsulation[] {
  const layers = layersOf(frame);
  const last = layers.length - (encapsulationIn(layers.at(-1)!)?.sealed ? 0 : 1);
  return layers.slice(0, last).flatMap((outer, i) => {
    const { ip, udp } = outer;
    const inner = layers[i + 1]?.ip?.length;
    if (!ip) return [];
    const header = encapsulationIn(outer);
    return [
      {
        kind: header?.name ?? String(ip.protocol),
        src: ip.src,
        dst: ip.dst,
        ...(udp ? { srcPort: udp['src-port'], dstPort: udp['dst-port'] } : {}),
        ...header?.tunnel?.(outer),
        bytes: inner === undefined ? 0 : ip.length - inner,
      },
    ];
  });
}

/** `VXLAN vni 1, 172.18.0.11 > 172.18.0.12, 50 bytes` */
export function sayEncapsulation({ kind, vni, key, src, dst, bytes }: SeenEncapsulation): string {
  const name = encapsulations.find((one) => one.name === kind)?.title ?? kind.toUpperCase();
  const number = vni === undefined ? (key === undefined ? '' : ` key ${key}`) : ` vni ${vni}`;
  return `${name}${number}, ${src} > ${dst}${bytes > 0 ? `, ${bytes} bytes` : ''}`;
}
