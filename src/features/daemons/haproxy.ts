/**
 * HAProxy: proxy for TCP and HTTP with health checks. `-c` checks its configuration. It runs with a master process, whose
 * socket is asked for the worker; `socat - /run/haproxy/master.sock` in the node asks more.
 */
import haproxyAnswers from '../../programs/haproxy-answers.py';
import { pythonFile } from '../../programs/run-python.ts';
import type { Daemon } from './daemon.ts';
import { escapePattern } from './escape-pattern.ts';
import type { DaemonInput } from './setting.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    haproxy: DaemonInput;
  }
}

const program = 'haproxy-answers.py';

const portsIn = (config: string): readonly number[] =>
  [...config.matchAll(/^[ \t]*bind[ \t]+(.+)$/gm)].flatMap(([, words = '']) =>
    [...words.matchAll(/(?:^|[\s,])[^\s,]*:(\d+)(?=[\s,]|$)/g)].map(([, port]) => Number(port)),
  );

export const haproxy: Daemon = {
  key: 'haproxy',
  about: 'Configuration of HAProxy, a proxy for TCP and HTTP',
  asks: 'HAProxy runs external checks and Lua, and reads and writes files that its options name',
  path: '/etc/haproxy/haproxy.cfg',
  folder: '/run/haproxy',
  names: ['haproxy'],
  check: ({ path }) => ['haproxy', '-c', '-f', path],
  errorLine: (path) => `parsing \\[${escapePattern(path)}:(\\d+)\\]`,
  processes({ path, folder, arguments: more, program: pathOf }) {
    const socket = `${folder}/master.sock`;
    return [
      {
        name: 'haproxy',
        argv: ['haproxy', '-W', '-S', socket, ...more, '-f', path],
        answers: pythonFile(pathOf(program), socket),
      },
    ];
  },
  listens: (config) =>
    portsIn(config).flatMap((port) => [
      { port, protocol: 'http' },
      { port, protocol: 'tcp' },
    ]),
  programs: { [program]: haproxyAnswers },
};
