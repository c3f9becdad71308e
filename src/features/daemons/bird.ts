/**
 * BIRD 2. It checks its configuration when it starts, and exits with the faulty line. birdc asks it over its control
 * socket; `birdc` in the node finds the default socket.
 */
import type { Daemon } from './daemon.ts';
import { escapePattern } from './escape-pattern.ts';
import type { DaemonInput } from './setting.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    bird: DaemonInput;
  }
}

export const bird: Daemon = {
  key: 'bird',
  about: 'Configuration of BIRD, which exchanges routes (BGP, OSPF, RIP)',
  asks: 'BIRD reads files that it includes and writes its log and debug files, with the rights of the lab',
  path: '/etc/bird/bird.conf',
  folder: '/run/bird',
  names: ['bird'],
  errorLine: (path) => `${escapePattern(path)}:(\\d+):\\d+ `,
  processes({ path, folder, arguments: more }) {
    const socket = `${folder}/bird.ctl`;
    return [
      {
        name: 'bird',
        argv: ['bird', ...more, '-s', socket, '-d', '-c', path],
        answers: ['birdc', '-s', socket, 'show', 'status'],
      },
    ];
  },
};
