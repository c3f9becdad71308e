/**
 * The proxy of flannel's udp backend: a process in the node. It sends packets routed into a TUN device to other nodes
 * in UDP, and writes received packets to the device. It is a python3 script, so every place can run it.
 */
import * as z from 'zod';
import { formatCidr, network, parseCidr } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, cidr, integer, interfaceName, sentence } from '../base/scalar.ts';
import flannelUdpProgram from '../programs/flannel-udp.py';
import { pythonFile } from '../programs/run-python.ts';
import { defineFeature } from './feature.ts';
import { requireInterface } from './require-interface.ts';

const schema = z.strictObject({
  dev: interfaceName().describe('TUN device with an address and an MTU'),
  listen: addressRef().describe('Address of the node to send from and to listen on'),
  port: integer(1, 65_535).default(8285).describe('UDP port of all nodes; 8285 is the default of flannel'),
  routes: z
    .array(
      z.strictObject({
        to: cidr().describe('Prefix of a node'),
        via: addressRef().describe('The node with this prefix'),
      }),
    )
    .default([])
    .describe('The prefix of each node'),
  about: sentence().optional().describe('Reason for the process; the plan prints it'),
});
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    'flannel-udp': z.input<typeof schema>;
  }
}

interface Proxy {
  readonly dev: string;
  readonly listen: string;
  readonly port: number;
  readonly routes: readonly { readonly to: string; readonly via: string }[];
  readonly about?: string;
  readonly source: Source;
}

export const flannelUdp = defineFeature<Spec, Proxy | undefined>({
  key: 'flannel-udp',
  about:
    "A process that carries the packets of a TUN device to other nodes in UDP, like flannel's udp backend",
  trust: 'no',
  schema,
  requires: (proxy) => (proxy ? { tools: ['python3'] } : {}),
  tunnels: (proxy) => proxy?.routes.map(({ via }) => ({ dev: proxy.dev, address: via })) ?? [],
  resolve(spec, asker) {
    requireInterface(spec.dev, asker.at('dev'), asker);
    const listen = asker.address(spec.listen, asker.at('listen'), 4);
    const routes = spec.routes.flatMap((route, i) => {
      const prefix = network(parseCidr(route.to)!);
      if (prefix.ip.family === 6) {
        asker.refuse({
          code: 'mixed-families',
          message: `${route.to} is IPv6; flannel-udp carries only IPv4`,
          at: asker.at('routes', i, 'to'),
        });
        return [];
      }
      const via = asker.address(route.via, asker.at('routes', i, 'via'), 4);
      return via === undefined ? [] : [{ to: formatCidr(prefix), via }];
    });
    if (listen === undefined) return undefined;
    const { dev, port, about } = spec;
    return { dev, port, listen, routes, ...(about ? { about } : {}), source: asker.at() };
  },
  plan(proxy, { node, directory }) {
    if (!proxy) return [];
    const { port, source } = proxy;
    const program = `${directory}/program/flannel-udp.py`;
    return [
      {
        ...{ kind: 'write', id: 'program/flannel-udp.py', stage: 'files', level: 0, node: null, source },
        reason: "The proxy of flannel's udp backend, for every node with flannel-udp.",
        ...{ path: program, content: flannelUdpProgram, mode: 0o644 },
      },
      {
        ...{ kind: 'start', id: `${node.name}/process/flannel-udp`, stage: 'processes', level: 1 },
        ...{ node: node.name, source, name: 'flannel-udp' },
        reason: proxy.about ?? `${node.name} carries packets of ${proxy.dev} in UDP port ${port}.`,
        argv: [
          ...pythonFile(program, '--dev', proxy.dev, '--listen', `${proxy.listen}:${port}`),
          ...proxy.routes.flatMap(({ to, via }) => ['--route', `${to}=${via}:${port}`]),
        ],
        log: `${directory}/log/${node.name}.flannel-udp`,
        pid: `${directory}/pid/${node.name}.flannel-udp`,
        ready: { line: 'serving', within: 10 },
      },
    ];
  },
});
