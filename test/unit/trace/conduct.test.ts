/** A trace on a machine that does not answer in time reports that, and reports no loss. */
import { expect, it } from 'vitest';
import type { Outcome, Stream } from '../../../src/model/place.ts';
import { conduct, type Hands } from '../../../src/trace/conduct.ts';
import type { TraceRequest } from '../../../src/trace/stimulus.ts';
import { Unread } from '../../../src/trace/unread.ts';

const asked: TraceRequest = {
  ...{ kind: 'ping', from: 'red', to: 'blue', address: '192.0.2.2', df: false, mark: 7, wait: 1 },
};
const hands = (outcome: Partial<Outcome>): Hands => ({
  nodes: [{ name: 'red', namespace: 'x.red' }],
  script: async () => ({ exit: 0, stdout: '', stderr: '', timedOut: false, ...outcome }),
  run: async () => Promise.reject(new Error('not run')),
  open: (): Stream => {
    throw new Error('not opened');
  },
  pace: 1,
});

it.each([
  [{ exit: null, timedOut: true }, 'the state of the nodes cannot be read: timed out'],
  [{ exit: 127, stderr: 'sh: iptables-save: not found\n' }, 'cannot be read: sh: iptables-save: not found'],
])('%j: %s', async (outcome, said) => {
  await expect(conduct(asked, hands(outcome))).rejects.toThrow(said);
});

it('packets that cannot be read are reported with the reason, and nothing is sent', async () => {
  const why = 'packets: No such file or directory: /run/netns/x.red';
  const none = (async function* () {})();
  const said = (async function* () {
    yield why.replace('No such', '[Errno 2] No such');
  })();
  const ended = { exit: 2, stdout: '', stderr: why, timedOut: false };
  const open = (): Stream => ({
    ...{ stdout: none, stderr: said, done: Promise.resolve(ended) },
    ...{ interrupt: () => undefined, kill: () => undefined },
  });
  const tracing = conduct(asked, { ...hands({}), open });
  await expect(tracing).rejects.toThrow(Unread);
  await expect(tracing).rejects.toThrow(`the packets on the interfaces cannot be read: ${why}`);
});
