/**
 * The rules that dockerd keeps in iptables, in its order. Docker 29's layout: iptabler.go (chains and jumps), network.go (per
 * bridge), endpoint.go (per container), port.go (per published port) in daemon/libnetwork/drivers/bridge/internal/iptabler;
 * DOCKER-USER comes from firewall_linux.go. Docker 28 had DOCKER-ISOLATION-STAGE-1 and -2 besides, 27 no DOCKER-FORWARD.
 *
 * FORWARD drops by default because here it is dockerd that turned forwarding on (setup_ip_forwarding.go); on a host that had
 * forwarded before, it leaves the policy alone.
 */
import type { Written } from '../../base/tree.ts';
import type { Host, Published } from './host.ts';
import { everywhere } from './publish.ts';

interface Switches {
  readonly proxy: boolean;
  readonly icc: boolean;
  readonly masquerade: boolean;
}

export const rules = (host: Host, switches: Switches): readonly Written[] => [
  ...chains,
  ...jumps(host, switches),
  ...ofBridge(host, switches),
  ...host.containers.map(({ name, address }) => ({
    rule: `-t raw -A PREROUTING -d ${address}/32 ! -i ${host.bridge} -j DROP`,
    about: `Nobody outside reaches ${name} by its own address, even with a route to it.`,
    ...(host.published.some(({ to }) => to === address)
      ? {}
      : {
          neutral:
            'The DROP that closes DOCKER drops the same packets, only later: no port of it is published.',
        }),
  })),
  ...host.published.flatMap((one) => ofPort(one, host, switches)),
];

const chains: readonly Written[] = [
  {
    rule: '-P FORWARD DROP',
    about: 'dockerd turned forwarding on; what no rule lets through must not pass.',
    neutral:
      'The DROP that closes DOCKER takes what is for containers, and no neighbor sends through the host to another.',
  },
  { rule: '-N DOCKER-USER', about: "For the user's own rules: Docker puts none here and asks it first." },
  { rule: '-N DOCKER-FORWARD', about: 'What Docker decides about packets that pass through.' },
  { rule: '-N DOCKER-CT', about: 'Packets of connections that exist.' },
  { rule: '-N DOCKER-INTERNAL', about: 'Networks without a way out; none here.' },
  { rule: '-N DOCKER-BRIDGE', about: 'Packets on their way into a bridge.' },
  { rule: '-N DOCKER', about: 'Published ports, and nothing else, may be reached from outside.' },
  { rule: '-t nat -N DOCKER', about: "Published ports: from the host's address to the container's." },
];

const jumps = ({ published }: Host, { proxy }: Switches): readonly Written[] => [
  { rule: '-A FORWARD -j DOCKER-USER', neutral: empty('DOCKER-USER') },
  '-A FORWARD -j DOCKER-FORWARD',
  '-A DOCKER-FORWARD -j DOCKER-CT',
  { rule: '-A DOCKER-FORWARD -j DOCKER-INTERNAL', neutral: empty('DOCKER-INTERNAL') },
  { rule: '-A DOCKER-FORWARD -j DOCKER-BRIDGE', ...unlessPublished(published, closed) },
  {
    rule: '-t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
    about: 'What comes for an address of the host may be for a published port.',
    ...unlessPublished(published, empty('DOCKER')),
  },
  proxy
    ? {
        rule: '-t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
        about: 'The host asks its own published ports too; over loopback the userland proxy answers.',
        ...unlessPublished(published, empty('DOCKER')),
      }
    : {
        ...unlessPublished(published, empty('DOCKER')),
        rule: '-t nat -A OUTPUT -m addrtype --dst-type LOCAL -j DOCKER',
        about: 'The host asks its own published ports too, over loopback as well.',
      },
];

/** Why a jump may be missing. */
const empty = (chain: string): string => `The chain ${chain} is empty here: what jumps there comes back.`;
const closed = 'No port is published: what is for containers is dropped by the policy of FORWARD, too.';
const unlessPublished = (published: readonly Published[], why: string) =>
  published.length > 0 ? {} : { neutral: why };

function ofBridge(
  { bridge, subnet, published }: Host,
  { proxy, icc, masquerade }: Switches,
): readonly Written[] {
  const out: readonly Written[] = icc
    ? [
        {
          rule: `-A DOCKER-FORWARD -i ${bridge} -j ACCEPT`,
          about: 'Containers may send anywhere, to each other too.',
        },
      ]
    : [
        {
          rule: `-A DOCKER-FORWARD -i ${bridge} -o ${bridge} -j DROP`,
          about: 'Containers may not talk to each other.',
        },
        {
          rule: `-A DOCKER-FORWARD -i ${bridge} ! -o ${bridge} -j ACCEPT`,
          about: 'Containers may send anywhere else.',
        },
      ];
  return [
    ...(proxy
      ? []
      : [
          {
            rule: `-t nat -A POSTROUTING -o ${bridge} -m addrtype --src-type LOCAL -j MASQUERADE`,
            about:
              "What the host itself sends to a container comes from the bridge's address, never 127.0.0.1.",
          },
        ]),
    ...(masquerade
      ? [
          {
            rule: `-t nat -A POSTROUTING -s ${subnet} ! -o ${bridge} -j MASQUERADE`,
            about: "What containers send outside leaves with the host's address.",
          },
        ]
      : []),
    ...out,
    {
      rule: `-A DOCKER-CT -o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
      about: 'Answers reach containers.',
    },
    {
      rule: `-A DOCKER-BRIDGE -o ${bridge} -j DOCKER`,
      about: 'New connections to containers: see DOCKER.',
      ...unlessPublished(published, closed),
    },
    {
      rule: `-A DOCKER ! -i ${bridge} -o ${bridge} -j DROP`,
      about: 'From outside, containers are reached by published ports only.',
      neutral: 'The policy of FORWARD drops the same packets.',
    },
  ];
}

/** The port's ACCEPT is inserted: it must stand before the DROP that closes the chain. */
function ofPort(one: Published, { bridge, name }: Host, { proxy }: Switches): readonly Written[] {
  const { protocol, port, to, container, 'host-port': hostPort, 'host-ip': hostIp } = one;
  const there = hostIp === everywhere ? '' : `-d ${hostIp} `;
  return [
    ...(hostIp.startsWith('127.')
      ? [
          {
            rule: `-t raw -A PREROUTING -d ${hostIp} ! -i lo -p ${protocol} --dport ${hostPort} -j DROP`,
            about: `${hostIp} is for ${name} itself: nobody else may ask it.`,
          },
        ]
      : []),
    {
      rule: `-t nat -A DOCKER ${there}${proxy ? `! -i ${bridge} ` : ''}-p ${protocol} --dport ${hostPort} -j DNAT --to-destination ${to}:${port}`,
      about: `Port ${hostPort} of ${name} is port ${port} of ${container}.`,
    },
    ...(proxy
      ? []
      : [
          {
            rule: `-t nat -A POSTROUTING -s ${to} -d ${to} -p ${protocol} --dport ${port} -j MASQUERADE`,
            about: `${container} may ask its own published port: the answer must come back through ${name}.`,
          },
        ]),
    {
      rule: `-I DOCKER -d ${to} ! -i ${bridge} -o ${bridge} -p ${protocol} --dport ${port} -j ACCEPT`,
      about: `Port ${port} of ${container} is published: it may be reached from outside.`,
    },
  ];
}
