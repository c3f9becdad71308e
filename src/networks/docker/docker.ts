/**
 * docker: the settings that dockerd's bridge driver applies to a host for its default network.
 *
 * - Containers are ports of the bridge docker0.
 * - docker0 has a MAC address of its own, so the kernel never gives it that of a port (setupDevice). Docker's is random.
 * - Their addresses are from 172.17.0.0/16. Every host uses the same prefix, and no route connects them.
 * - Packets to the outside get the host's address.
 * - From outside, only ports that the host publishes are reachable.
 *
 * Follows Docker 29 (daemon/libnetwork/drivers/bridge). The bridge has the first address of the pool
 * (libnetwork/ipamutils). The host's end of a veth pair is `veth` and seven hex digits (vethLen in bridge_linux.go).
 * The default MTU is 1500. The rules are in rules.ts.
 *
 * With the userland proxy, the default, a process listens on every published port. It serves clients that NAT does not
 * cover: the host's own loopback. Without it, the kernel does this. Then bridge ports send frames back (hairpin),
 * 127.0.0.0/8 may be routed through the bridge, and bridged frames pass iptables (enableBrNfCallIptables). Bridged
 * frames also pass iptables with icc: false.
 */
import * as z from 'zod';
import { formatCidr, formatIp, nth, overlaps, parseCidr, size } from '../../base/cidr.ts';
import { macAddress, vethName } from '../../base/derive.ts';
import { boolean, integer, interfaceName } from '../../base/scalar.ts';
import type { InterfaceFragment, ItemFragment, LinkFragment, NodeFragment } from '../../model/written.ts';
import type { Cluster, ClusterNode, Network, Refuse } from '../network.ts';
import type { Container, Host } from './host.ts';
import { publishedOf, publishSchema } from './publish.ts';
import { rules } from './rules.ts';

const schema = z.strictObject({
  publish: z
    .array(publishSchema)
    .default([])
    .describe('Published ports: ports of a host that lead to a container'),
  'userland-proxy': boolean()
    .default(true)
    .describe(
      'Start a process for each published port, for packets that NAT does not cover; false: use only the kernel',
    ),
  icc: boolean().default(true).describe('Containers of a host can reach each other'),
  masquerade: boolean()
    .default(true)
    .describe("Packets from containers to the outside get the host's address as their source"),
  bridge: z
    .strictObject({
      name: interfaceName().default('docker0').describe('Name of the bridge'),
      mtu: integer(68, 65_535).optional().describe('MTU of the bridge and of the containers (default: 1500)'),
    })
    .prefault({})
    .describe('Bridge of each host'),
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
        hosts.flatMap((host): [string, NodeFragment][] => [
          [host.name, nodeOf(host, options)],
          ...host.containers.map((container): [string, NodeFragment] => [container.name, containerOf(host)]),
        ]),
      ),
      links: hosts.flatMap((host) => host.containers.map((one) => linkOf(one, host, options))),
      addresses: new Map(hosts.flatMap((host) => host.containers.map((one) => [one.name, one.address]))),
    };
  },
};

/** Containers get .2, .3 ... in the order in which they are started. The bridge has .1. */
function hostOf(node: ClusterNode, cluster: Cluster, options: Options, refuse: Refuse): Host | undefined {
  const subnet = parseCidr(cluster.podCidr)!;
  if (subnet.ip.family === 6) {
    refuse('pod-cidr-family', 'docker supports only IPv4 containers', ['pod-cidr']);
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
  const addressOf = new Map(containers.map(({ name, address }) => [name, address]));
  const published = options.publish.flatMap((one) => {
    const to = addressOf.get(one.container);
    return to === undefined ? [] : [{ ...one, to }];
  });
  return {
    ...{ name: node.name, bridge, gateway, subnet: formatCidr(subnet), length: subnet.length },
    ...{ containers, published },
  };
}

function nodeOf(host: Host, options: Options): NodeFragment {
  const proxy = options['userland-proxy'];
  const ports = host.containers.map(({ port }) => port);
  const mtu = options.bridge.mtu === undefined ? {} : { mtu: options.bridge.mtu };
  const filtered = !(options.icc && proxy);
  return {
    interfaces: {
      [host.bridge]: {
        type: 'bridge',
        interfaces: ports,
        macaddress: macAddress(host.name, host.bridge),
        addresses: [`${host.gateway}/${host.length}`],
        broadcast: true,
        ...mtu,
        about: `${host.bridge} joins the containers of ${host.name} and is their gateway.`,
      },
      ...(proxy
        ? {}
        : Object.fromEntries(ports.map((port): [string, InterfaceFragment] => [port, { hairpin: true }]))),
    },
    sysctls: {
      'net.ipv4.ip_forward': '1',
      ...(proxy ? {} : { [`net.ipv4.conf.${host.bridge.replaceAll('.', '/')}.route_localnet`]: '1' }),
      ...(filtered ? { 'net.bridge.bridge-nf-call-iptables': '1' } : {}),
    },
    iptables: rules(host, { proxy, icc: options.icc, masquerade: options.masquerade }),
    ...(proxy && host.published.length > 0
      ? {
          'userland-proxy': host.published.map(
            (one): ItemFragment<'userland-proxy'> => ({
              protocol: one.protocol,
              ...{ listen: one['host-ip'], port: one['host-port'] },
              ...{ to: one.to, 'to-port': one.port },
              about: `Relays packets that NAT does not cover, such as those to 127.0.0.1 on ${host.name}, to ${one.container}.`,
            }),
          ),
        }
      : {}),
  };
}

const containerOf = (host: Host): NodeFragment => ({
  group: ['pods', 'containers'],
  interfaces: { eth0: { broadcast: true } },
  routes: [
    {
      to: 'default',
      via: host.gateway,
      about: `The default gateway of a container is ${host.bridge} of ${host.name}.`,
    },
  ],
});

const linkOf = (container: Container, host: Host, options: Options): LinkFragment => ({
  endpoints: [`${host.name}:${container.port}`, `${container.name}:eth0`],
  ipv4: [null, `${container.address}/${host.length}`],
  ...(options.bridge.mtu === undefined ? {} : { mtu: options.bridge.mtu }),
  about: `The veth pair of ${container.name} to ${host.bridge} of ${host.name}.`,
});
