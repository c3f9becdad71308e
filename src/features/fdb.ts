/**
 * Static forwarding entries. With `dst`, the entry belongs to a vxlan device: it sends frames for this MAC address to
 * that peer (`self`). Without `dst`, the entry belongs to the bridge of which the interface is a port (`master`). The
 * all-zeros MAC address matches every unknown address. It may have several peers (hence `append`), and each receives a
 * copy (head-end replication).
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { groupBy } from '../base/group-by.ts';
import { addressRef, integer, interfaceName, macRef, sentence } from '../base/scalar.ts';
import { everyMac, type FdbStep } from '../steps/fdb.ts';
import { defineFeature } from './feature.ts';
import { refuseTwice } from './refuse-twice.ts';
import { requireInterface } from './require-interface.ts';

const entry = z.strictObject({
  macaddress: macRef().describe('MAC address, or node:interface'),
  dev: interfaceName().describe('The vxlan device, or the port of a bridge'),
  dst: addressRef().optional().describe('The peer behind this vxlan device that has the address'),
  vlan: integer(1, 4094).optional().describe('Only in this VLAN; for ports of a bridge with vlan-filtering'),
  about: sentence().optional().describe('Reason for the entry; the plan prints it'),
});

const schema = z.array(entry);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    fdb: z.input<typeof schema>;
  }
}

interface FdbEntry {
  /** As written in the lab; its `dst` is the name of the peer. */
  readonly said: Spec[number];
  readonly mac: string;
  readonly dst?: string;
  readonly source: Source;
}

/** `replace`, because a bridge may have learned the address already: `add` would then return "File exists". */
const verb = ({ mac, dst }: FdbEntry): FdbStep['verb'] =>
  mac === everyMac ? 'append' : dst === undefined ? 'replace' : 'add';

/** Names of entries: the peer, if the device has only one MAC address for it. */
function namer(all: readonly FdbEntry[]): (entry: FdbEntry) => string {
  const behind = ({ said: { dev, dst } }: FdbEntry) => `${dev} ${dst}`;
  const same = groupBy(
    all.filter(({ mac }) => mac !== everyMac),
    behind,
  );
  return (entry) => {
    const { mac } = entry;
    const { dev, dst: peer, vlan } = entry.said;
    if (mac === everyMac) return `all/${peer ?? dev}`;
    if (vlan !== undefined) return `${mac}/${vlan}`;
    if (peer === undefined) return mac;
    return same.get(behind(entry))!.length > 1 ? `${peer}/${mac}` : peer;
  };
}

export const fdb = defineFeature<Spec, readonly FdbEntry[]>({
  key: 'fdb',
  about: 'Static forwarding (fdb) entries',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const all = spec.flatMap((item, i) => {
      requireInterface(item.dev, asker.at(i, 'dev'), asker);
      const mac = asker.mac(item.macaddress, asker.at(i, 'macaddress'));
      const dst = item.dst === undefined ? undefined : asker.address(item.dst, asker.at(i, 'dst'));
      if (mac === undefined || (item.dst !== undefined && dst === undefined)) return [];
      return [{ said: item, mac, source: asker.at(i), ...(dst ? { dst } : {}) }];
    });
    for (const { dst, said, source } of all)
      if (dst !== undefined && said.vlan !== undefined)
        asker.refuse({
          code: 'fdb-vlan',
          message: 'an entry with dst belongs to a vxlan device and cannot have a vlan',
          at: source,
          hint: 'remove vlan or dst',
        });
    refuseTwice(all, asker, {
      code: 'fdb-twice',
      key: ({ mac, dst, said: { dev, vlan } }) =>
        `${dev} ${mac} ${mac === everyMac ? dst : ''} ${vlan ?? ''}`,
      name: ({ mac, said: { dev } }) => `an fdb entry for ${mac} on ${dev}`,
    });
    return all;
  },
  tunnels: (entries) => entries.flatMap(({ said: { dev }, dst }) => (dst ? [{ dev, address: dst }] : [])),
  plan: (entries, scope) => {
    const nameOf = namer(entries);
    return entries.map((entry) => {
      const { mac, dst, source } = entry;
      const { dev, dst: peer, vlan, about } = entry.said;
      return {
        kind: 'fdb' as const,
        id: `${scope.node.name}/fdb/${dev}/${nameOf(entry)}`,
        stage: 'neighbors' as const,
        level: 0,
        node: scope.node.name,
        source,
        reason:
          about ??
          (dst
            ? `Frames for ${mac} on ${dev} are sent to ${peer}.`
            : `Frames for ${mac} are sent through ${dev}.`),
        verb: verb(entry),
        mac,
        dev,
        ...(dst ? { dst } : {}),
        ...(vlan === undefined ? {} : { vlan }),
      };
    });
  },
});
