/** An agent on this host, behind a login shell that talks. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Place, Process } from '../../../src/model/place.ts';
import { Agent } from '../../../src/places/agent/agent.ts';
import { type AgentPlace, agentPlace } from '../../../src/places/agent/place.ts';
import { agentSource, pythonArgv } from '../../../src/places/agent/source.ts';

export const startAgent = (lease = 0, pulse?: number): AgentPlace =>
  agentPlace({
    name: 'agent',
    start: () =>
      Agent.start({
        place: 'agent',
        argv: [
          'sh',
          '-c',
          'echo Welcome, it is raining; exec "$@"',
          'sh',
          ...pythonArgv(agentSource, [String(lease)]),
        ],
        source: agentSource,
        ...(pulse ? { pulse } : {}),
        fault: (stderr) => new Error(stderr),
      }),
    attach: () => Promise.resolve(0),
  });

export const named = async (place: Place, words: string): Promise<readonly Process[]> =>
  (await place.processes()).filter(({ argv }) => argv.join(' ') === words);

export async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; await wait(20))
    if (await done()) return;
  expect.fail('it did not come to be within a minute');
}
