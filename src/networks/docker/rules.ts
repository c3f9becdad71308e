/**
 * The iptables rules of dockerd, in its order. They have the layout of Docker 29. In
 * daemon/libnetwork/drivers/bridge/internal/iptabler, iptabler.go creates chains and jumps, network.go the rules per
 * bridge, endpoint.go per container, port.go per published port. firewall_linux.go creates DOCKER-USER. Docker 28 also
 * had DOCKER-ISOLATION-STAGE-1 and -2; Docker 27 had no DOCKER-FORWARD.
 *
 * The policy of FORWARD is DROP, because here dockerd has enabled forwarding (setup_ip_forwarding.go). On a host with
 * forwarding enabled, it does not change the policy.
 */
import type { SettingFragment } from '../../model/written.ts';
import type { Host, Published } from './host.ts';
import { everywhere } from './publish.ts';

interface Switches {
  readonly proxy: boolean;
  readonly icc: boolean;
  readonly masquerade: boolean;
}

type Rules = SettingFragment<'iptables'>;

export const rules = (host: Host, switches: Switches): Rules => [
  ...chains,
  ...jumps(switches),
  ...ofBridge(host, switches),
  ...host.containers.map(({ name, address }): Rules[number] => ({
    rule: `-t raw -A PREROUTING -d ${address}/32 ! -i ${host.bridge} -j DROP`,
    about: `Drop packets from outside to the address of ${name}, even if the sender has a route to it.`,
  })),
  ...host.published.flatMap((one) => ofPort(one, host, switches)),
];

const chains: Rules = [
  {
    rule: '-P FORWARD DROP',
    about: 'dockerd has enabled forwarding, so it drops packets that no rule accepts.',
  },
  { rule: '-N DOCKER-USER', about: "For the user's own rules; Docker adds none, and runs it first." },
  { rule: '-N DOCKER-FORWARD', about: "Docker's rules for forwarded packets." },
  { rule: '-N DOCKER-CT', about: 'Packets of connections that exist.' },
  { rule: '-N DOCKER-INTERNAL', about: 'Internal networks; this lab has none.' },
  { rule: '-N DOCKER-BRIDGE', about: 'Packets to a bridge.' },
  { rule: '-N DOCKER', about: 'Published ports, which are reachable from outside.' },
  { rule: '-t nat -N DOCKER', about: "Published ports: replaces the host's address with the container's." },
];

const jumps = ({ proxy }: Switches): Rules => [
  '-A FORWARD -j DOCKER-USER',
  '-A FORWARD -j DOCKER-FORWARD',
  '-A DOCKER-FORWARD -j DOCKER-CT',
  '-A DOCKER-FORWARD -j DOCKER-INTERNAL',
  '-A DOCKER-FORWARD -j DOCKER-BRIDGE',
  {
    rule: '-t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
    about: 'Packets to an address of the host may be for a published port.',
  },
  proxy
    ? {
        rule: '-t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
        about: 'The host can also reach its own published ports; over loopback the userland proxy answers.',
      }
    : {
        rule: '-t nat -A OUTPUT -m addrtype --dst-type LOCAL -j DOCKER',
        about: 'The host can also reach its own published ports, including over loopback.',
      },
];

function ofBridge({ bridge, subnet }: Host, { proxy, icc, masquerade }: Switches): Rules {
  const out: Rules = icc
    ? [
        {
          rule: `-A DOCKER-FORWARD -i ${bridge} -j ACCEPT`,
          about: 'Containers may send anywhere, including to each other.',
        },
      ]
    : [
        {
          rule: `-A DOCKER-FORWARD -i ${bridge} -o ${bridge} -j DROP`,
          about: 'Containers cannot reach each other.',
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
              "Packets from the host itself to a container get the bridge's address as their source, never 127.0.0.1.",
          },
        ]),
    ...(masquerade
      ? [
          {
            rule: `-t nat -A POSTROUTING -s ${subnet} ! -o ${bridge} -j MASQUERADE`,
            about: "Packets from containers to the outside get the host's address as their source.",
          },
        ]
      : []),
    ...out,
    {
      rule: `-A DOCKER-CT -o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
      about: 'Accept replies to containers.',
    },
    {
      rule: `-A DOCKER-BRIDGE -o ${bridge} -j DOCKER`,
      about: 'The chain DOCKER decides on new connections to containers.',
    },
    {
      rule: `-A DOCKER ! -i ${bridge} -o ${bridge} -j DROP`,
      about: 'Drop packets from outside to ports that are not published.',
    },
  ];
}

/** The ACCEPT of the port is inserted, because it must precede the DROP at the end of the chain. */
function ofPort(one: Published, { bridge, name }: Host, { proxy }: Switches): Rules {
  const { protocol, port, to, container, 'host-port': hostPort, 'host-ip': hostIp } = one;
  const there = hostIp === everywhere ? '' : `-d ${hostIp} `;
  return [
    ...(hostIp.startsWith('127.')
      ? [
          {
            rule: `-t raw -A PREROUTING -d ${hostIp} ! -i lo -p ${protocol} --dport ${hostPort} -j DROP`,
            about: `Drop packets from other hosts to ${hostIp}: only ${name} itself may use it.`,
          },
        ]
      : []),
    {
      rule: `-t nat -A DOCKER ${there}${proxy ? `! -i ${bridge} ` : ''}-p ${protocol} --dport ${hostPort} -j DNAT --to-destination ${to}:${port}`,
      about: `Port ${hostPort} of ${name} leads to port ${port} of ${container}.`,
    },
    ...(proxy
      ? []
      : [
          {
            rule: `-t nat -A POSTROUTING -s ${to} -d ${to} -p ${protocol} --dport ${port} -j MASQUERADE`,
            about: `${container} can reach its own published port; the reply must return through ${name}.`,
          },
        ]),
    {
      rule: `-I DOCKER -d ${to} ! -i ${bridge} -o ${bridge} -p ${protocol} --dport ${port} -j ACCEPT`,
      about: `Accept packets from outside to the published port ${port} of ${container}.`,
    },
  ];
}
