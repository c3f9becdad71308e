/**
 * dnsmasq: DNS and DHCP. `--test` checks its configuration. It has no control socket: it answers when a query to the
 * addresses on which it listens gets a reply. With `port=0`, it serves only DHCP, and listens on the DHCP port.
 *
 * It stays root: changing the user fails in a user namespace, and Debian's user dnsmasq is in another package.
 */
import dnsAnswers from '../../programs/dns-answers.py';
import { pythonFile } from '../../programs/run-python.ts';
import type { Daemon } from './daemon.ts';
import { escapePattern } from './escape-pattern.ts';
import type { DaemonInput } from './setting.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    dnsmasq: DaemonInput;
  }
}

const program = 'dns-answers.py';

const portOf = (config: string): string => /^[ \t]*port[ \t]*=[ \t]*(\d+)/m.exec(config)?.[1] ?? '53';

/** Options on the command line replace those in the file. */
const foreground = ['--keep-in-foreground', '--log-facility=-', '--user=root', '--pid-file='];

export const dnsmasq: Daemon = {
  key: 'dnsmasq',
  about: 'Configuration of dnsmasq, which serves DNS and DHCP',
  asks: 'dnsmasq runs scripts (dhcp-script), and reads and writes files that its options name',
  path: '/etc/dnsmasq.conf',
  folder: '/run/dnsmasq',
  // DHCP leases.
  folders: ['/var/lib/misc'],
  names: ['dnsmasq'],
  check: ({ path }) => ['dnsmasq', '--test', `--conf-file=${path}`],
  errorLine: (path) => `at line (\\d+) of ${escapePattern(path)}$`,
  processes: ({ path, config, arguments: more, program: pathOf }) => [
    {
      name: 'dnsmasq',
      argv: ['dnsmasq', ...foreground, ...more, `--conf-file=${path}`],
      answers: pythonFile(pathOf(program), portOf(config)),
    },
  ],
  listens: (config) => (portOf(config) === '0' ? [] : [{ port: Number(portOf(config)), protocol: 'dns' }]),
  programs: { [program]: dnsAnswers },
};
