/** Static neighbor entries (ARP, NDP): permanent entries, and proxy entries for addresses that the node answers for. */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, boolean, interfaceName, macRef, sentence } from '../base/scalar.ts';
import { defineFeature } from './feature.ts';
import { refuseTwice } from './refuse-twice.ts';
import { requireInterface } from './require-interface.ts';

const neighbor = z.strictObject({
  address: addressRef().describe('Address of the neighbor'),
  macaddress: macRef().optional().describe('MAC address of the neighbor, or node:interface'),
  dev: interfaceName().describe('Interface towards the neighbor'),
  proxy: boolean().default(false).describe('Answer for this address (proxy ARP, proxy NDP)'),
  about: sentence().optional().describe('Reason for the entry; the plan prints it'),
});

const schema = z.array(neighbor);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    neighbors: z.input<typeof schema>;
  }
}

interface Neighbor {
  readonly address: string;
  /** Absent for a proxy entry. */
  readonly mac?: string;
  readonly dev: string;
  readonly about?: string;
  readonly source: Source;
}

export const neighbors = defineFeature<Spec, readonly Neighbor[]>({
  key: 'neighbors',
  about: 'Static neighbor (ARP and NDP) entries',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const all = spec.flatMap((item, i) => {
      requireInterface(item.dev, asker.at(i, 'dev'), asker);
      if ((item.macaddress === undefined) !== item.proxy)
        asker.refuse({
          code: 'neighbor-mac',
          message: item.proxy
            ? 'a proxy entry cannot have a macaddress: the node answers with its own'
            : 'a neighbor needs a macaddress, or proxy: true',
          at: asker.at(i),
        });
      const address = asker.address(item.address, asker.at(i, 'address'));
      const mac =
        item.macaddress === undefined ? undefined : asker.mac(item.macaddress, asker.at(i, 'macaddress'));
      if (address === undefined || (!item.proxy && mac === undefined)) return [];
      return [
        {
          address,
          dev: item.dev,
          source: asker.at(i),
          ...(mac ? { mac } : {}),
          ...(item.about ? { about: item.about } : {}),
        },
      ];
    });
    refuseTwice(all, asker, {
      code: 'neighbor-twice',
      key: ({ address, dev, mac }) => `${dev} ${address} ${mac ? '' : 'proxy'}`,
      name: ({ address, dev }) => `a neighbor entry for ${address} on ${dev}`,
    });
    return all;
  },
  plan: (all, scope) =>
    all.map(({ address, mac, dev, about, source }) => ({
      kind: 'neighbor',
      id: `${scope.node.name}/${mac ? 'neighbor' : 'proxy-neighbor'}/${dev}/${address}`,
      stage: 'neighbors',
      level: 0,
      node: scope.node.name,
      source,
      reason:
        about ??
        (mac
          ? `${scope.node.name} has a static entry for ${address} on ${dev}.`
          : `${scope.node.name} answers for ${address} on ${dev}.`),
      address,
      dev,
      ...(mac ? { mac } : {}),
    })),
});
