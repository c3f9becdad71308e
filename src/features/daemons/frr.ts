/**
 * FRR: one process for each protocol, and zebra, which writes their routes to the kernel. vtysh checks the configuration and asks the
 * processes, and finds them in the node by itself. Each process gets a file with its own part of the configuration.
 *
 * FRR changes to the user frr (lib/privs.c). In a rootless place there is only the caller's own user, so the node gets user files of
 * its own, in which frr is the user who runs the lab (programs/frr-check.py).
 */
import frrCheck from '../../programs/frr-check.py';
import { pythonFile } from '../../programs/run-python.ts';
import type { Daemon } from './daemon.ts';
import type { DaemonInput } from './setting.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    frr: DaemonInput;
  }
}

const program = 'frr-check.py';

/** The processes other than zebra, with the lines that need them (FRR 8.4, vtysh's list of nodes). */
const protocols: readonly (readonly [name: string, line: RegExp])[] = [
  ['staticd', /^[ \t]*(ip|ipv6) route /m],
  ['bfdd', /^bfd\b|^[ \t]+(ip ospf bfd|ipv6 ospf6 bfd|isis bfd|neighbor \S+ bfd)\b/m],
  ['bgpd', /^router bgp\b/m],
  ['ospfd', /^router ospf\b|^[ \t]+ip ospf\b/m],
  ['ospf6d', /^router ospf6\b|^[ \t]+ipv6 ospf6\b/m],
  ['ripd', /^router rip\b/m],
  ['ripngd', /^router ripng\b/m],
  ['isisd', /^router isis\b/m],
  ['eigrpd', /^router eigrp\b/m],
  ['babeld', /^router babel\b/m],
  ['pimd', /^[ \t]+ip pim\b/m],
  ['pbrd', /^pbr-map\b/m],
];

const processesOf = (config: string): readonly string[] => [
  'zebra',
  ...protocols.flatMap(([name, line]) => (line.test(config) ? [name] : [])),
];

/** As ip route prints the origin of FRR's routes (zebra/rt_netlink.h). Debian's package names 196, the origin of staticd, `static`. */
const origins = ['bgp', 'ospf', 'isis', 'rip', 'eigrp', 'babel', 'zebra'];
const originsIn = (config: string): readonly string[] =>
  processesOf(config).includes('staticd') ? [...origins, '196', 'static'] : origins;

export const frr: Daemon = {
  key: 'frr',
  about: 'Configuration of FRR, which exchanges routes (BGP, OSPF, RIP, IS-IS, EVPN)',
  asks: 'FRR writes log files that its text names, with the rights of the lab',
  path: '/etc/frr/frr.conf',
  folder: '/run/frr',
  // Crash reports.
  folders: ['/var/tmp'],
  files: {
    '/etc/passwd': 'root:x:0:0::/:/bin/sh\n',
    '/etc/group': 'root:x:0:\n',
    // Without this file vtysh prints a warning.
    '/etc/frr/vtysh.conf': '\n',
  },
  names: ['zebra', ...protocols.map(([name]) => name)],
  check: ({ path, folder, config, program: pathOf }) =>
    pythonFile(pathOf(program), path, folder, ...processesOf(config)),
  errorLine: () => 'line (\\d+): ',
  processes: ({ folder, config, arguments: more }) =>
    processesOf(config).map((name) => ({
      name,
      argv: [
        `/usr/lib/frr/${name}`,
        // No TCP port for a terminal: vtysh uses the socket in the folder.
        ...['-A', '127.0.0.1', '-P', '0', '-f', `${folder}/${name}.conf`, '-i', `${folder}/${name}.pid`],
        ...['-z', `${folder}/zserv.api`, '--vty_socket', folder],
        ...['--log', 'stdout', '--log-level', 'warnings'],
        ...more,
      ],
      answers: ['vtysh', '--vty_socket', folder, '-d', name, '-c', 'show version'],
    })),
  adds: (config) => ({ addresses: [], interfaces: [], sysctls: [], protocols: originsIn(config) }),
  programs: { [program]: frrCheck },
};
