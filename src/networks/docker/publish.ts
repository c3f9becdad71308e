/** Published ports: `docker run -p HOST-IP:HOST-PORT:PORT/PROTOCOL`, with a key for each part. */
import * as z from 'zod';
import { parseIp } from '../../base/cidr.ts';
import { integer, name, word } from '../../base/scalar.ts';
import { suggest } from '../../base/suggest.ts';
import type { Refuse } from '../network.ts';
import type { Host } from './host.ts';

/** Every address of the host. */
export const everywhere = '0.0.0.0';

export const publishSchema = z.strictObject({
  container: name().describe('The container to publish'),
  port: integer(1, 65_535).describe('Port on which the container listens'),
  'host-port': integer(1, 65_535).describe('Port of the host'),
  protocol: word(['tcp', 'udp']).default('tcp').describe('Protocol of the port'),
  'host-ip': z
    .string()
    .refine((text) => parseIp(text)?.family === 4, {
      error: (issue) => `expected an IPv4 address of the host, found "${String(issue.input)}"`,
    })
    .default(everywhere)
    .describe('Address of the host to publish on; 0.0.0.0 is every address'),
});

export type Publish = z.output<typeof publishSchema>;

/** Reports errors that dockerd would report: an unknown container, and a duplicate host port. */
export function publishedOf(publish: readonly Publish[], hosts: readonly Host[], refuse: Refuse): void {
  const hostOf = new Map(hosts.flatMap((host) => host.containers.map(({ name }) => [name, host] as const)));
  const containers = [...hostOf.keys()];
  const ports = new Map<string, Map<string, Publish>>();
  publish.forEach((one, i) => {
    const path = ['network', 'publish', i];
    const host = hostOf.get(one.container);
    if (!host) {
      const near = suggest(one.container, containers);
      const meant = near ? `: did you mean "${near}"?` : `; known: ${listed(containers)}`;
      refuse('unknown-container', `unknown container "${one.container}"${meant}`, [...path, 'container']);
      return;
    }
    const key = `${host.name} ${one.protocol} ${one['host-port']}`;
    const byAddress = ports.get(key) ?? new Map<string, Publish>();
    ports.set(key, byAddress);
    // 0.0.0.0 includes every address, and every address includes a part of it.
    const first =
      one['host-ip'] === everywhere
        ? byAddress.values().next().value
        : (byAddress.get(one['host-ip']) ?? byAddress.get(everywhere));
    if (first)
      refuse(
        'port-twice',
        `${one['host-port']}/${one.protocol} of ${host.name} is already published for ${first.container}`,
        [...path, 'host-port'],
      );
    else byAddress.set(one['host-ip'], one);
  });
}

/** The number of containers that a message names. */
const mostNamed = 20;

const listed = (names: readonly string[]): string =>
  names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more`
    : names.join(', ') || 'none';
