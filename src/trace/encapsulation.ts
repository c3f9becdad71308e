/** The headers around the innermost packet, from the outside in. */
import type { Frame } from '../packet/frame.ts';
import { layersOf } from './sighting.ts';

export interface Encapsulation {
  /** `vxlan`, `geneve`, `gre`, `ipip`, `sit`, `flannel-udp` */
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

export function encapsulationsOf(frame: Frame): readonly Encapsulation[] {
  const layers = layersOf(frame);
  const sealed = layers.at(-1)!;
  const last = layers.length - (sealed.wireguard ? 0 : 1);
  return layers.slice(0, last).flatMap((outer, i) => {
    const { ip, udp, gre } = outer;
    const inner = layers[i + 1]?.ip?.length;
    if (!ip) return [];
    const vni = outer.vxlan?.vni ?? outer.geneve?.vni;
    return [
      {
        kind: kindOf(outer),
        src: ip.src,
        dst: ip.dst,
        ...(udp ? { srcPort: udp['src-port'], dstPort: udp['dst-port'] } : {}),
        ...(vni === undefined ? {} : { vni }),
        ...(gre?.key === undefined ? {} : { key: gre.key }),
        bytes: inner === undefined ? 0 : ip.length - inner,
      },
    ];
  });
}

const kinds = ['vxlan', 'geneve', 'gre', 'flannel-udp', 'wireguard'] as const;

const kindOf = (frame: Frame): string =>
  kinds.find((kind) => frame[kind] !== undefined) ?? String(frame.ip?.protocol);

/** `VXLAN vni 1, 172.18.0.11 > 172.18.0.12, 50 bytes` */
export function sayEncapsulation({ kind, vni, key, src, dst, bytes }: Encapsulation): string {
  const name = names[kind] ?? kind.toUpperCase();
  const number = vni === undefined ? (key === undefined ? '' : ` key ${key}`) : ` vni ${vni}`;
  return `${name}${number}, ${src} > ${dst}${bytes > 0 ? `, ${bytes} bytes` : ''}`;
}

const names: Readonly<Record<string, string>> = {
  geneve: 'Geneve',
  'flannel-udp': 'flannel UDP',
  wireguard: 'WireGuard',
};
