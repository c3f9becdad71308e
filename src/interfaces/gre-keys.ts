/** The fields of the GRE header (RFC 2784, RFC 2890), which gre and gretap share. */
import * as z from 'zod';
import { boolean, integer } from '../base/scalar.ts';
import type { KernelFeature } from '../model/kernel-feature.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { setting } from './device.ts';
import type { InterfaceAsker } from './interface-type.ts';
import { type Ends, endKeys, endSettings, resolveEnds, sameEnds } from './tunnel-ends.ts';

export const greKernel: KernelFeature = {
  name: 'gre',
  for: 'GRE tunnels',
  modules: ['ip_gre'],
  config: ['NET_IPGRE'],
  changes: 'every namespace, the host too, gets the devices gre0, gretap0 and erspan0',
};

const key = () => integer(0, 4_294_967_295);

export const greSchema = z.strictObject({
  ...endKeys,
  key: key()
    .optional()
    .describe('GRE key: identifies the tunnel if several have the same ends; the same at both ends'),
  keys: z
    .strictObject({
      input: key().describe('Key that arriving packets must have'),
      output: key().describe('Key of the packets sent'),
    })
    .optional()
    .describe('A key for each direction'),
  csum: boolean()
    .default(false)
    .describe('Add a checksum over the whole payload, and drop packets without one'),
  seq: boolean().default(false).describe('Number the packets, and drop those that arrive out of order'),
});

type Spec = z.output<typeof greSchema>;

export interface GreKeys extends Ends {
  readonly keys?: { readonly input: number; readonly output: number };
  readonly csum: boolean;
  readonly seq: boolean;
}

export function resolveGre(spec: Spec, asker: InterfaceAsker, catchAll: string): GreKeys {
  const { key: both, keys: each, ...rest } = spec;
  if (both !== undefined && each !== undefined)
    asker.refuse({
      code: 'key-and-keys',
      message: `${asker.name} has both key and keys`,
      at: asker.keyAt('keys'),
      hint: 'remove key',
    });
  const keys = both === undefined ? each : { input: both, output: both };
  // A key is enough to distinguish the tunnel from the fallback device, which has none.
  return { ...resolveEnds(rest, asker, catchAll, keys !== undefined), ...(keys ? { keys } : {}) };
}

/** `netlab diff` compares csum and seq even if they are off: a tunnel with csum or seq drops packets without them. */
export const greSettings = (gre: GreKeys): readonly LinkSetting[] => [
  ...endSettings(gre),
  ...(gre.keys ? keySettings(gre.keys) : []),
  { word: 'csum', value: gre.csum, field: 'ocsum' },
  { word: 'seq', value: gre.seq, field: 'oseq' },
];

function keySettings({ input, output }: NonNullable<GreKeys['keys']>): readonly LinkSetting[] {
  if (input === output) return setting('key', input, { field: 'okey', shown: 'dotted' });
  return [
    ...setting('ikey', input, { field: 'ikey', shown: 'dotted' }),
    ...setting('okey', output, { field: 'okey', shown: 'dotted' }),
  ];
}

/** The kernel assigns an arriving packet to a tunnel by the key that the tunnel requires. */
export const sameGre = (gre: GreKeys): string =>
  `${sameEnds(gre)}, ${gre.keys ? `key ${gre.keys.input}` : 'no key'}`;

export const sayKeys = ({ keys, csum, seq }: GreKeys): string =>
  [
    ...(keys ? [keys.input === keys.output ? `key ${keys.input}` : `keys ${keys.input}/${keys.output}`] : []),
    ...(csum ? ['csum'] : []),
    ...(seq ? ['seq'] : []),
  ].join(', ');
