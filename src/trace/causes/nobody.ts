/** The packet arrived and was not refused, but no reply follows. No process listens, or the process does not reply. */
import type { CauseFinder } from './cause.ts';

export const nobody: CauseFinder = {
  reasons: ['NO_SOCKET', 'TCP_FLAGS', 'SOCKET_CLOSE', 'TCP_CLOSE'],
  find({ last, arrived, forms, errors }) {
    const flow = forms.at(-1)?.flow;
    if (!arrived || errors.length > 0 || flow?.dstPort === undefined) return undefined;
    return {
      id: 'nobody',
      node: last.node,
      why: `the packet reached ${last.node}, but no process there replies on ${flow.protocol.toUpperCase()} port ${flow.dstPort}`,
      argv: ['ss', flow.protocol === 'udp' ? '-lnup' : '-lntp'],
    };
  },
};
