/**
 * docker: what dockerd's bridge driver puts on a host for its default network. Containers hang on the bridge docker0, have
 * addresses of the host's own 172.17.0.0/16 (every host has the same one: nothing carries it to other hosts), leave with the
 * host's address, and are reached from outside only through ports that the host publishes.
 *
 * Follows Docker 29 (daemon/libnetwork/drivers/bridge): the pool's first address is the bridge's (libnetwork/ipamutils), the
 * host's end of a cable is `veth` and seven hex digits (vethLen in bridge_linux.go), MTUs stay at 1500 unless set. Rules are in
 * rules.ts. With the userland proxy, which is the default, a process listens on every published port for whom NAT does not
 * catch: the host's own loopback. Without, the kernel does that too: ports send frames back (hairpin), 127.0.0.0/8 may be
 * routed through the bridge, and frames inside it pass iptables (enableBrNfCallIptables), as they do when containers may not
 * talk to each other (icc: false).
 */
import * as z from 'zod';
import { formatCidr, formatIp, nth, overlaps, parseCidr, size } from '../../base/cidr.ts';
import { vethName } from '../../base/derive.ts';
import { boolean, integer, interfaceName } from '../../base/scalar.ts';
import type { Written } from '../../base/tree.ts';
import type { Cluster, ClusterNode, Fragment, Network, Refuse } from '../network.ts';
import type { Container, Host } from './host.ts';
import { publishedOf, publishSchema } from './publish.ts';
import { rules } from './rules.ts';

const schema = z.strictObject({
  publish: z.array(publishSchema).default([]).describe('Ports of containers that hosts offer as their own'),
  'userland-proxy': boolean()
    .default(true)
    .describe('A process relays what NAT does not catch; false: the kernel does it all'),
  icc: boolean().default(true).describe('Containers of a host may talk to each other'),
  masquerade: boolean().default(true).describe("What containers send outside has the host's address"),
  bridge: z
    .strictObject({
      name: interfaceName().default('docker0').describe('What it is called'),
      mtu: integer(68, 65_535).optional().describe('Of it and of the containers; 1500 unless said'),
    })
    .prefault({})
    .describe('The bridge of each host'),
});

type Options = z.output<typeof schema>;

export const docker: Network<Options> = {
  name: 'docker',
  about: 'a bridge on each host, NAT to the outside, published ports',
  trust: 'no',
  schema,
  podCidr: '172.17.0.0/16',
  needsUnderlay: false,
  expand(cluster, options, refuse) {
    const hosts = cluster.nodes.flatMap((node) => hostOf(node, cluster, options, refuse) ?? []);
    publishedOf(options.publish, hosts, refuse);
    return {
      nodes: Object.fromEntries(
        hosts.flatMap((host): [string, Written][] => [
          [host.name, nodeOf(host, options)],
          ...host.containers.map((container): [string, Written] => [container.name, containerOf(host)]),
        ]),
      ),
      links: hosts.flatMap((host) => host.containers.map((one) => linkOf(one, host, options))),
    } satisfies Fragment;
  },
};

/** Containers are .2, .3 ... in the order in which they are started; .1 is the bridge. */
function hostOf(node: ClusterNode, cluster: Cluster, options: Options, refuse: Refuse): Host | undefined {
  const subnet = parseCidr(cluster.podCidr)!;
  if (subnet.ip.family === 6) {
    refuse('pod-cidr-family', 'docker here lays out IPv4 containers only', ['pod-cidr']);
    return undefined;
  }
  // The last address of the subnet is its broadcast address.
  if (BigInt(node.pods.length) + 3n > size(subnet)) {
    refuse('cluster-too-large', `${node.pods.length} containers do not fit into ${formatCidr(subnet)}`, [
      'pods',
    ]);
    return undefined;
  }
  const underlay = node.uplink && parseCidr(node.uplink.subnet);
  if (underlay && overlaps(subnet, underlay)) {
    refuse('overlap', `the underlay overlaps the containers' ${cluster.podCidr}`, ['underlay']);
    return undefined;
  }
  const containers = node.pods.map((name, c): Container => {
    const port = vethName(node.name, name).slice(0, 'veth'.length + 7);
    return { name, port, address: formatIp(nth(subnet, c + 2)!) };
  });
  const bridge = options.bridge.name;
  const gateway = formatIp(nth(subnet, 1)!);
  const own = options.publish.filter(({ container }) => node.pods.includes(container));
  const published = own.map((one) => ({
    ...one,
    to: containers.find(({ name }) => name === one.container)!.address,
  }));
  return {
    ...{ name: node.name, bridge, gateway, subnet: formatCidr(subnet), length: subnet.length },
    ...{ containers, published },
  };
}

function nodeOf(host: Host, options: Options): Written {
  const proxy = options['userland-proxy'];
  const ports = host.containers.map(({ port }) => port);
  const mtu = options.bridge.mtu === undefined ? {} : { mtu: String(options.bridge.mtu) };
  const filtered = !(options.icc && proxy);
  return {
    interfaces: {
      [host.bridge]: {
        type: 'bridge',
        interfaces: ports,
        addresses: [`${host.gateway}/${host.length}`],
        ...mtu,
        about: `${host.bridge} joins the containers of ${host.name} and is their gateway.`,
      },
      ...(proxy ? {} : Object.fromEntries(ports.map((port) => [port, { hairpin: 'true' }]))),
    },
    sysctls: {
      'net.ipv4.ip_forward': '1',
      ...(proxy ? {} : { [`net.ipv4.conf.${host.bridge.replaceAll('.', '/')}.route_localnet`]: '1' }),
      ...(filtered ? { 'net.bridge.bridge-nf-call-iptables': '1' } : {}),
    },
    iptables: rules(host, { proxy, icc: options.icc, masquerade: options.masquerade }),
    ...(proxy && host.published.length > 0
      ? {
          'userland-proxy': host.published.map((one) => ({
            protocol: one.protocol,
            ...{ listen: one['host-ip'], port: String(one['host-port']) },
            ...{ to: one.to, 'to-port': String(one.port) },
            about: `What NAT does not catch, ${host.name}'s own 127.0.0.1 above all, reaches ${one.container} through this process.`,
          })),
        }
      : {}),
  };
}

const containerOf = (host: Host): Written => ({
  group: ['pods', 'containers'],
  routes: [
    {
      to: 'default',
      via: host.gateway,
      about: `Everything leaves a container through ${host.bridge} of ${host.name}.`,
    },
  ],
});

const linkOf = (container: Container, host: Host, options: Options): Written => ({
  endpoints: [`${host.name}:${container.port}`, `${container.name}:eth0`],
  ipv4: [null, `${container.address}/${host.length}`],
  ...(options.bridge.mtu === undefined ? {} : { mtu: String(options.bridge.mtu) }),
  about: `${container.name}'s cable into ${host.bridge} of ${host.name}.`,
});
