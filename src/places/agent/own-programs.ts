/**
 * netlab's own Python programs on this host: an agent runs them as forks of itself (programs/forked.py), so that a check does not wait
 * for Python's start. It is started by the first of them, and gone when netlab is.
 */
import type { Command, Outcome, RunOptions } from '../../model/place.ts';
import { PlaceLost } from '../../model/place-lost.ts';
import { isPython } from '../../programs/run-python.ts';
import { Agent } from './agent.ts';
import { type AgentPlace, agentPlace } from './place.ts';
import { agentSource, pythonArgv } from './source.ts';

let started: Promise<AgentPlace | undefined> | undefined;

/** Undefined for any other command, and if no agent can be started. The command then runs as all others do, and its error has the reason. */
export async function runOwn(command: Command, options: RunOptions = {}): Promise<Outcome | undefined> {
  // A lab's lock is inherited by what this process starts.
  if (!isPython(command.argv) || options.lock) return undefined;
  started ??= start().catch(() => undefined);
  const agent = started;
  try {
    return await (await agent)?.run(command, options);
  } catch (error) {
    if (!(error instanceof PlaceLost)) throw error;
    // Another process ended the agent. This machine still runs.
    if (started === agent) started = undefined;
    return undefined;
  }
}

async function start(): Promise<AgentPlace> {
  const agent = await Agent.start({
    place: 'local',
    argv: pythonArgv(agentSource, ['0']),
    source: agentSource,
    system: true,
    fault: (stderr) => new Error(stderr),
  });
  return agentPlace({
    name: 'local',
    start: () => Promise.resolve(agent),
    attach: () => Promise.reject(new Error('this agent runs only programs of netlab')),
  });
}
