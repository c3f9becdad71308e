/**
 * named of BIND 9: authoritative DNS server and resolver. named-checkconf checks its configuration, and with `-z` the zones. It
 * answers when a query to an address on which it listens gets a reply.
 *
 * It stays root: it changes its user only with -u.
 */
import dnsAnswers from '../../programs/dns-answers.py';
import { pythonFile } from '../../programs/run-python.ts';
import type { Daemon } from './daemon.ts';
import { escapePattern } from './escape-pattern.ts';
import type { DaemonInput } from './setting.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    named: DaemonInput;
  }
}

const program = 'dns-answers.py';

/** One that is not closed ends with the text. */
const comment = /\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|\/\/.*|#.*/g;

/** The port of `listen-on` and `listen-on-v6`, else that of the option `port`. Servers, such as forwarders, have ports of their own. */
function portOf(config: string): string {
  const text = config.replace(comment, ' ');
  const own = /\blisten-on(?:-v6)?\s+port\s+(\d+)/.exec(text) ?? /[{;]\s*port\s+(\d+)\s*;/.exec(text);
  return own?.[1] ?? '53';
}

export const named: Daemon = {
  key: 'named',
  about: 'Configuration of named (BIND 9), which serves DNS',
  asks: 'named reads and writes files that its options name, and loads modules (dyndb, plugin)',
  path: '/etc/bind/named.conf',
  folder: '/run/named',
  // Its working folder.
  folders: ['/var/cache/bind'],
  names: ['named'],
  check: ({ path }) => ['named-checkconf', '-z', path],
  errorLine: (path) => `^${escapePattern(path)}:(\\d+): `,
  processes: ({ path, config, arguments: more, program: pathOf }) => [
    {
      name: 'named',
      // -n 1: one thread for queries.
      argv: ['named', '-g', '-n', '1', ...more, '-c', path],
      answers: pythonFile(pathOf(program), portOf(config)),
    },
  ],
  listens: (config) => [{ port: Number(portOf(config)), protocol: 'dns' }],
  programs: { [program]: dnsAnswers },
};
