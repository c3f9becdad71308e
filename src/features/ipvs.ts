/**
 * IPVS: virtual services and their real servers. IPVS takes a packet where the node would deliver it locally (LOCAL_IN, and
 * LOCAL_OUT for the node's own), so an address of a virtual service must be local to the node.
 *
 * - masq: the destination becomes the server. Replies must return through this node.
 * - gatewaying: the packet goes to the server's MAC address unchanged. The server has the virtual address, too.
 * - tunnel: the packet goes to the server in IPIP. The server has the virtual address on its tunnel interface.
 */
import * as z from 'zod';
import { parseIp } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, integer, sentence, word } from '../base/scalar.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { Step } from '../model/plan.ts';
import type { Forwarding, RealServer, ServiceOptions, VirtualService } from '../steps/ipvs-words.ts';
import { serviceTitle, socketText } from '../steps/ipvs-words.ts';
import { defineFeature } from './feature.ts';
import { refuseServer, refuseService } from './ipvs-refusals.ts';
import { refuseTwice } from './refuse-twice.ts';

/** The schedulers of ipvsadm(8). Debian's kernels lack `twos`. */
const schedulers = [
  ...(['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh'] as const),
  ...(['sh', 'mh', 'sed', 'nq', 'fo', 'ovf'] as const),
] as const;

const server = z.strictObject({
  address: addressRef().describe('Address of the server'),
  port: integer(0, 65_535).optional().describe('Port of the server (default: that of the service)'),
  forwarding: word(['masq', 'gatewaying', 'tunnel'])
    .default('gatewaying')
    .describe('masq is NAT, gatewaying is direct routing, tunnel is IPIP'),
  weight: integer(0, 65_535).default(1).describe('Share of connections; 0 gives it no new ones'),
  about: sentence().optional().describe('Reason for the server; the plan prints it'),
});

const service = z.strictObject({
  address: addressRef().optional().describe('Virtual address; the node must have it'),
  port: integer(0, 65_535).optional().describe('Virtual port; 0 is all ports, and needs persistence'),
  protocol: word(['tcp', 'udp', 'sctp']).default('tcp').describe('Protocol of the port'),
  mark: integer(1, 4_294_967_295)
    .optional()
    .describe('Firewall mark, instead of address and port: all packets with this mark are one service'),
  family: word(['ipv4', 'ipv6']).default('ipv4').describe('With mark: address family'),
  scheduler: word(schedulers).default('wlc').describe('Scheduler, as in ipvsadm(8)'),
  persistence: integer(1, 2_147_483)
    .optional()
    .describe('Seconds for which connections from one client go to one server'),
  mask: integer(1, 128)
    .optional()
    .describe('With persistence: clients in one prefix of this length count as one'),
  servers: z.array(server).default([]).describe('Real servers'),
  about: sentence().optional().describe('Reason for the service; the plan prints it'),
});

const timeout = (what: string) =>
  integer(0, 2_147_483)
    .default(0)
    .describe(`Seconds until an idle entry of ${what} expires; 0: the kernel's default`);

const schema = z.strictObject({
  timeouts: z
    .strictObject({
      tcp: timeout('TCP (900)'),
      tcpfin: timeout('TCP after a FIN (120)'),
      udp: timeout('UDP (300)'),
    })
    .optional()
    .describe('Timeouts of connections'),
  services: z.array(service).default([]).describe('Virtual services'),
});
type Spec = z.output<typeof schema>;
export type VirtualServiceSpec = z.output<typeof service>;
export type RealServerSpec = z.output<typeof server>;

declare module '../model/written.ts' {
  interface NodeSettings {
    ipvs: z.input<typeof schema>;
  }
}

interface Server {
  readonly server: RealServer;
  readonly forwarding: Forwarding;
  readonly weight: number;
  readonly about?: string;
  readonly source: Source;
}

interface Service extends ServiceOptions {
  readonly service: VirtualService;
  readonly servers: readonly Server[];
  readonly about?: string;
  readonly source: Source;
}

interface Ipvs {
  readonly timeouts: { readonly tcp: number; readonly tcpfin: number; readonly udp: number };
  /** Whether `ipvsadm --set` is needed: without services, it loads the module. */
  readonly sets: boolean;
  readonly services: readonly Service[];
  readonly source: Source;
}

export const ipvs = defineFeature<Spec, Ipvs>({
  key: 'ipvs',
  about: 'Virtual services that the kernel balances (IPVS)',
  trust: 'no',
  schema,
  requires: () => ({ kernel: ['ip_vs'] }),
  resolve(spec, asker) {
    const services = spec.services.flatMap((one, i) => readService(one, i, asker));
    refuseTwice(services, asker, {
      code: 'ipvs-service-twice',
      key: (one) => serviceTitle(one.service),
      name: (one) => `a virtual service ${serviceTitle(one.service)}`,
    });
    return {
      timeouts: spec.timeouts ?? { tcp: 0, tcpfin: 0, udp: 0 },
      sets: spec.timeouts !== undefined || services.length === 0,
      services,
      source: asker.at(),
    };
  },
  plan: ({ timeouts, sets, services, source }, scope) => [
    ...(sets ? [timeoutsStep(timeouts, source, scope)] : []),
    ...services.flatMap((one) => serviceSteps(one, scope)),
  ],
});

function readService(spec: VirtualServiceSpec, i: number, asker: NodeAsker): readonly Service[] {
  if (refuseService(spec, i, asker)) return [];
  const address =
    spec.address === undefined ? undefined : asker.address(spec.address, asker.at('services', i, 'address'));
  if (spec.mark === undefined && address === undefined) return [];
  const found: VirtualService =
    spec.mark === undefined
      ? { protocol: spec.protocol, address: address!, port: spec.port! }
      : { protocol: 'mark', mark: spec.mark, family: spec.family === 'ipv6' ? 6 : 4 };
  const family = found.protocol === 'mark' ? found.family : parseIp(found.address)!.family;
  if (spec.mask !== undefined && spec.mask > (family === 4 ? 32 : 128))
    asker.refuse({
      code: 'ipvs-mask',
      message: `an IPv4 prefix has at most 32 bits, found ${spec.mask}`,
      at: asker.at('services', i, 'mask'),
    });
  const servers = spec.servers.flatMap((one, k): readonly Server[] => {
    const source = asker.at('services', i, 'servers', k);
    const port = one.port ?? (found.protocol === 'mark' ? 0 : found.port);
    const to = asker.address(
      one.address,
      asker.at('services', i, 'servers', k, 'address'),
      one.forwarding === 'tunnel' ? undefined : family,
    );
    if (to === undefined || refuseServer({ ...one, port, to, family, service: found }, [i, k], asker))
      return [];
    return [
      {
        ...{ server: { address: to, port }, forwarding: one.forwarding, weight: one.weight, source },
        ...(one.about ? { about: one.about } : {}),
      },
    ];
  });
  refuseTwice(servers, asker, {
    code: 'ipvs-server-twice',
    key: (one) => socketText(one.server),
    name: (one) => `a server ${socketText(one.server)} of ${serviceTitle(found)}`,
  });
  return [
    {
      ...{ service: found, scheduler: spec.scheduler, servers, source: asker.at('services', i) },
      ...(spec.persistence === undefined ? {} : { persistence: spec.persistence }),
      ...(spec.mask === undefined ? {} : { mask: spec.mask }),
      ...(spec.about ? { about: spec.about } : {}),
    },
  ];
}

const timeoutsStep = (timeouts: Ipvs['timeouts'], source: Source, { node }: PlanScope): Step => ({
  ...{ kind: 'ipvs-timeouts', id: `${node.name}/ipvs/timeouts`, stage: 'ipvs', level: 0 },
  ...{ node: node.name, source, ...timeouts },
  reason: `Load IPVS, and set how long ${node.name} keeps idle connections.`,
});

function serviceSteps(one: Service, { node }: PlanScope): readonly Step[] {
  const { service, servers, source, about, ...options } = one;
  const title = serviceTitle(service);
  const id = `${node.name}/ipvs/${title}`;
  const common = { stage: 'ipvs', node: node.name } as const;
  return [
    {
      ...{ kind: 'ipvs-service', id, ...common, level: 0, source, service, ...options },
      reason: about ?? `${node.name} balances connections to ${title} (${options.scheduler}).`,
    },
    ...servers.map(
      ({ server, about: why, source: at, forwarding, weight }): Step => ({
        ...{ kind: 'ipvs-server', id: `${id}/${socketText(server)}`, ...common, level: 1, source: at },
        ...{ service, server, forwarding, weight },
        reason: why ?? `${socketText(server)} is a server of ${title}, ${ways[forwarding]}.`,
      }),
    ),
  ];
}

const ways: Readonly<Record<Forwarding, string>> = {
  masq: 'by NAT',
  gatewaying: 'by direct routing',
  tunnel: 'through a tunnel',
};
