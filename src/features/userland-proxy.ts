/**
 * Docker's userland proxy: a process in the node that listens on a port and relays to a container. It serves clients
 * whose packets NAT does not change. There is one process per port, as with docker-proxy. It is a python3 script, so
 * every place can run it.
 */
import * as z from 'zod';
import { parseIp } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, integer, sentence, word } from '../base/scalar.ts';
import type { Step } from '../model/plan.ts';
import { pythonFile } from '../programs/run-python.ts';
import relayProgram from '../programs/userland-proxy.py';
import { defineFeature } from './feature.ts';

const relay = z.strictObject({
  protocol: word(['tcp', 'udp']).default('tcp').describe('Protocol to relay'),
  listen: z
    .string()
    .refine((text) => parseIp(text) !== undefined, {
      error: (issue) => `expected an address to listen on, found "${String(issue.input)}"`,
    })
    .default('0.0.0.0')
    .describe('Address to listen on; 0.0.0.0 is every address'),
  port: integer(1, 65_535).describe('Port to listen on'),
  to: addressRef().describe('Node or address to relay to'),
  'to-port': integer(1, 65_535).describe('Port to relay to'),
  about: sentence().optional().describe('Reason for the proxy; the plan prints it'),
});

const schema = z.array(relay);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    'userland-proxy': z.input<typeof schema>;
  }
}

interface Relay {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** address:port, IPv6 in brackets. */
  readonly listen: string;
  readonly to: string;
  readonly about?: string;
  readonly source: Source;
}

export const userlandProxy = defineFeature<Spec, readonly Relay[]>({
  key: 'userland-proxy',
  about: "Ports that a process relays to another address, like Docker's userland proxy",
  trust: 'no',
  schema,
  requires: (all) => (all.length > 0 ? { tools: ['python3'] } : {}),
  resolve: (spec, asker) => {
    const taken = new Set<string>();
    return spec.flatMap((item, i) => {
      const key = `${item.protocol} ${item.listen} ${item.port}`;
      if (taken.has(key))
        asker.refuse({
          code: 'port-twice',
          message: `${asker.node} relays ${item.port}/${item.protocol} twice`,
          at: asker.at(i, 'port'),
        });
      taken.add(key);
      const to = asker.address(item.to, asker.at(i, 'to'));
      if (to === undefined) return [];
      const { protocol, port, about } = item;
      return [
        {
          ...{ protocol, port, listen: socket(item.listen, port), to: socket(to, item['to-port']) },
          ...(about ? { about } : {}),
          source: asker.at(i),
        },
      ];
    });
  },
  plan: (all, { node, directory }) => {
    const program = `${directory}/program/userland-proxy.py`;
    const times = new Map<string, number>();
    return all.flatMap((one): Step[] => {
      const port = `userland-proxy-${one.port}-${one.protocol}`;
      const before = times.get(port) ?? 0;
      times.set(port, before + 1);
      const name = before > 0 ? `${port}-${before + 1}` : port;
      return [
        {
          kind: 'write',
          id: 'program/userland-proxy.py',
          ...{ stage: 'files', level: 0, node: null, source: one.source },
          reason: 'The relay of every port with a userland proxy.',
          path: program,
          content: relayProgram,
          mode: 0o644,
        },
        {
          kind: 'start',
          id: `${node.name}/process/${name}`,
          ...{ stage: 'processes', level: 1, node: node.name, source: one.source },
          reason: one.about ?? `${node.name} relays ${one.listen} to ${one.to}.`,
          name,
          argv: pythonFile(program, '--proto', one.protocol, '--listen', one.listen, '--to', one.to),
          log: `${directory}/log/${node.name}.${name}`,
          pid: `${directory}/pid/${node.name}.${name}`,
          ready: { line: 'serving', within: 10 },
        },
      ];
    });
  },
});

const socket = (address: string, port: number): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;
