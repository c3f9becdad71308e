/** Values by prefix. A search takes a step for each prefix length in the table, however many prefixes there are. */
import { type Cidr, hostCidr, type Ip, network } from './cidr.ts';

export class PrefixTable<T> {
  /** By family and length, then by the prefix's first address. */
  readonly #byLength = new Map<string, { readonly length: number; readonly values: Map<bigint, T[]> }>();

  add(prefix: Cidr, value: T): void {
    const key = `${prefix.ip.family}/${prefix.length}`;
    const row = this.#byLength.get(key) ?? { length: prefix.length, values: new Map<bigint, T[]>() };
    this.#byLength.set(key, row);
    const first = network(prefix).ip.value;
    const before = row.values.get(first);
    if (!before) row.values.set(first, [value]);
    else if (before.at(-1) !== value) before.push(value);
  }

  /** The values of all prefixes that contain the address. */
  holding(ip: Ip): readonly T[] {
    return [...this.#byLength].flatMap(([key, { length, values }]) =>
      key.startsWith(`${ip.family}/`) ? (values.get(network({ ip, length }).ip.value) ?? []) : [],
    );
  }

  /** The values of the address itself. */
  at(ip: Ip): readonly T[] {
    const { length } = hostCidr(ip);
    return this.#byLength.get(`${ip.family}/${length}`)?.values.get(ip.value) ?? [];
  }
}
