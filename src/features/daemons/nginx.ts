/**
 * nginx: web server and reverse proxy. `-t` checks its configuration. It is ready when each of its sockets answers.
 *
 * Its text need not say how netlab runs it: directives that it lacks are added on the command line, where a second one would be
 * an error. It stays root, because the user of Debian's default does not exist in a user namespace.
 */
import { pythonFile } from '../../programs/run-python.ts';
import socketAnswers from '../../programs/socket-answers.py';
import type { Daemon, DaemonFiles } from './daemon.ts';
import { escapePattern } from './escape-pattern.ts';
import type { DaemonInput } from './setting.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    nginx: DaemonInput;
  }
}

const program = 'socket-answers.py';

/** The value of a directive outside all blocks. */
const given = (config: string, directive: string): string | undefined =>
  new RegExp(`^[ \\t]*${directive}[ \\t]+([^;\\n]+);`, 'm').exec(config)?.[1];

const pidFile = ({ config, folder }: Pick<DaemonFiles, 'config' | 'folder'>): string =>
  given(config, 'pid') ?? `${folder}/nginx.pid`;

function run(files: DaemonFiles): readonly string[] {
  const directives = { daemon: 'off', user: 'root', pid: pidFile(files) };
  const added = Object.entries(directives)
    .filter(([name]) => given(files.config, name) === undefined)
    .map(([name, value]) => `${name} ${value};`);
  const words = added.length > 0 ? ['-g', added.join(' ')] : [];
  return ['nginx', '-e', 'stderr', ...words, ...files.arguments, '-c', files.path];
}

const portsIn = (config: string): readonly number[] =>
  [...config.matchAll(/^[^#\n]*\blisten\s+(?:\S+:)?(\d+)\b/gm)].map(([, port]) => Number(port));

export const nginx: Daemon = {
  key: 'nginx',
  about: 'Configuration of nginx, a web server and reverse proxy',
  asks: 'nginx loads modules, and reads and writes files that its directives name',
  path: '/etc/nginx/nginx.conf',
  folder: '/run/nginx',
  // Its logs, and bodies of requests and replies.
  folders: ['/var/log/nginx', '/var/lib/nginx'],
  names: ['nginx'],
  check(files) {
    const [name = '', ...words] = run(files);
    return [name, '-t', ...words];
  },
  errorLine: (path) => `in ${escapePattern(path)}:(\\d+)$`,
  processes: (files) => [
    { name: 'nginx', argv: run(files), answers: pythonFile(files.program(program), pidFile(files)) },
  ],
  listens: (config) => portsIn(config).map((port) => ({ port, protocol: 'http' })),
  programs: { [program]: socketAnswers },
};
