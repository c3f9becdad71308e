/** Whether the comparison with tshark covers every field: each is changed, and must then be printed differently. */
import type { Captured } from '../../../src/packet/captured.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import type { Frame } from '../../../src/packet/frame.ts';
import { said } from './agreement.ts';

/** Fields that are never noticed in these packets, but for those that are counted, not listed. */
export function uncompared(packets: readonly Captured[]): readonly string[] {
  const noticed = new Map(COUNTED.map((name) => [name, true]));
  const all = (frame: Frame) => JSON.stringify([said(frame), frame.length, frame.truncated]);
  for (const packet of packets) {
    const frame = dissect(packet);
    for (const { path, name } of leaves(frame))
      if (!noticed.get(name)) noticed.set(name, all(altered(frame, path)) !== all(frame));
  }
  return [...noticed].filter(([, is]) => !is).map(([name]) => name);
}

/** By `circumstances` in agreement.ts. */
const COUNTED = ['ip.bad-checksum', 'icmp.bad-checksum'];

interface Leaf {
  readonly path: readonly (string | number)[];
  /** Without the frames around it and the places in lists: `ip.src` of what a tunnel carries, too. */
  readonly name: string;
}

const leaves = (frame: Frame): readonly Leaf[] =>
  pathsIn(frame).map((path) => {
    const own = path.slice(path.findLastIndex((key) => key === 'inner' || key === 'quoted') + 1);
    return { path, name: own.filter((key) => typeof key === 'string').join('.') };
  });

const pathsIn = (value: unknown): readonly (readonly (string | number)[])[] => {
  if (typeof value !== 'object' || value === null) return [[]];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) =>
    pathsIn((value as Record<string | number, unknown>)[key]).map((rest) => [key, ...rest]),
  );
};

/** A copy in which one field is another. */
function altered(frame: Frame, path: readonly (string | number)[]): Frame {
  const copy = structuredClone(frame);
  // biome-ignore lint/suspicious/noExplicitAny: a path leads through every shape that there is.
  const holder = path.slice(0, -1).reduce<any>((at, key) => at[key], copy);
  const key = path.at(-1)!;
  const value: unknown = holder[key];
  holder[key] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value}0`;
  return copy;
}
