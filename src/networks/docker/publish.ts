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
  const containers = hosts.flatMap((host) => host.containers.map((one) => one.name));
  publish.forEach((one, i) => {
    const path = ['network', 'publish', i];
    const host = hosts.find(({ published }) =>
      published.some(({ container }) => container === one.container),
    );
    if (!host) {
      const near = suggest(one.container, containers);
      const meant = near ? `: did you mean "${near}"?` : `; known: ${containers.join(', ') || 'none'}`;
      refuse('unknown-container', `unknown container "${one.container}"${meant}`, [...path, 'container']);
      return;
    }
    const first = publish.findIndex(
      (other) => clash(one, other) && host.containers.some(({ name }) => name === other.container),
    );
    if (first < i)
      refuse(
        'port-twice',
        `${one['host-port']}/${one.protocol} of ${host.name} is already published for ${publish[first]!.container}`,
        [...path, 'host-port'],
      );
  });
}

const clash = (one: Publish, other: Publish): boolean =>
  one.protocol === other.protocol &&
  one['host-port'] === other['host-port'] &&
  (one['host-ip'] === other['host-ip'] || one['host-ip'] === everywhere || other['host-ip'] === everywhere);
