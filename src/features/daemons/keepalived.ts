/**
 * keepalived: VRRP, which gives an address to one of several nodes, and health checks of IPVS services. `--config-test` checks
 * its configuration. It has no socket that answers, so it is ready when the kernel has its raw socket or its IPVS services.
 *
 * Without virtual servers only the VRRP process runs, which does not need IPVS. Its default pid files are the same in all
 * network namespaces.
 */
import keepalivedAnswers from '../../programs/keepalived-answers.py';
import { pythonFile } from '../../programs/run-python.ts';
import type { Added } from '../../steps/start.ts';
import type { Daemon } from './daemon.ts';
import { escapePattern } from './escape-pattern.ts';
import type { DaemonInput } from './setting.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    keepalived: DaemonInput;
  }
}

const program = 'keepalived-answers.py';

const parts = [
  { name: 'vrrp', alone: '--vrrp', block: /^[ \t]*vrrp_instance\b/m },
  { name: 'checkers', alone: '--check', block: /^[ \t]*virtual_server(_group)?\b/m },
] as const;

/** The parts that the text configures. An included file may configure more. */
const partsIn = (config: string) => parts.filter(({ block }) => block.test(config));

const balances = (config: string): boolean => partsIn(config).some(({ name }) => name === 'checkers');

const includes = (config: string): boolean => /^[ \t]*include[rmwb]*[ \t]/m.test(config);

const only = (config: string): readonly string[] => {
  const [part, ...others] = partsIn(config);
  return part && others.length === 0 && !includes(config) ? [part.alone] : [];
};

const foreground = ['--dont-fork', '--log-console', '--no-syslog', '--log-detail'];

const all = (config: string, pattern: RegExp): readonly string[] =>
  [...config.matchAll(pattern)].flatMap(([, found]) => found ?? []);

/** The lines of the blocks virtual_ipaddress and virtual_ipaddress_excluded, which begin and may end on one line. */
function addressLines(config: string): readonly string[] {
  let inside = false;
  return config.split('\n').flatMap((line) => {
    const [, first] = /^[ \t]*virtual_ipaddress(?:_excluded)?[ \t]*\{(.*)/.exec(line) ?? [];
    if (first === undefined && !inside) return [];
    const text = first ?? line;
    inside = !text.includes('}');
    return [text];
  });
}

/**
 * The addresses of virtual_ipaddress and virtual_ipaddress_excluded. With use_vmac also macvlans, named after the virtual router
 * unless a name follows, and two settings of the interface below (keepalived 2.2.7, vrrp_vmac.c). With virtual_server also services
 * of IPVS: a server that fails is removed.
 */
function adds(config: string): Added {
  const addresses = addressLines(config).flatMap((line) => /^[ \t]*([\da-fA-F.:]+)/.exec(line)?.[1] ?? []);
  const plain = { addresses, ...(balances(config) ? { services: true as const } : {}) };
  if (!/^[ \t]*use_vmac\b/m.test(config)) return { ...plain, interfaces: [], sysctls: [] };
  const named = all(config, /^[ \t]*use_vmac[ \t]+(\S+)/gm);
  const numbered = all(config, /^[ \t]*virtual_router_id[ \t]+(\d+)/gm).map((id) => `vrrp.${id}`);
  const settings = all(config, /^[ \t]*interface[ \t]+(\S+)/gm).flatMap((name) =>
    ['arp_ignore', 'arp_filter'].map((key) => `net.ipv4.conf.${name.replaceAll('.', '/')}.${key}`),
  );
  return { ...plain, interfaces: [...named, ...numbered], sysctls: settings };
}

export const keepalived: Daemon = {
  key: 'keepalived',
  about: 'Configuration of keepalived, which moves addresses by VRRP and checks the servers of IPVS',
  asks: 'keepalived runs scripts (notify, vrrp_script, MISC_CHECK), and reads and writes files that its options name',
  path: '/etc/keepalived/keepalived.conf',
  folder: '/run/keepalived',
  names: ['keepalived'],
  check: ({ path }) => ['keepalived', '--config-test', `--use-file=${path}`],
  errorLine: (path) => `\\(${escapePattern(path)}: Line (\\d+)\\)`,
  processes: ({ path, folder, config, arguments: more, program: pathOf }) => [
    {
      name: 'keepalived',
      argv: [
        'keepalived',
        ...foreground,
        ...only(config),
        `--pid=${folder}/keepalived.pid`,
        `--vrrp_pid=${folder}/vrrp.pid`,
        `--checkers_pid=${folder}/checkers.pid`,
        ...more,
        `--use-file=${path}`,
      ],
      answers: pythonFile(pathOf(program), folder, ...partsIn(config).map(({ name }) => name)),
    },
  ],
  kernel: (config) => (balances(config) ? ['ip_vs'] : []),
  adds,
  programs: { [program]: keepalivedAnswers },
};
