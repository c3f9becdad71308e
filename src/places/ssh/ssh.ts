/**
 * Another Linux machine, reached by this one's ssh. There netlab is root, by sudo where need be, or rootless where sudo refuses;
 * it needs the programs that labs use, and python3, which carries the agent. The journal and the lock are over there, so any machine can take a lab down.
 */
import type { Place } from '../../model/place.ts';
import { Agent } from '../agent/agent.ts';
import { type AgentPlace, agentPlace } from '../agent/place.ts';
import { agentSource, pythonArgv } from '../agent/source.ts';
import { type Obstacle, PlaceCannot } from '../place-cannot.ts';
import type { PlaceKind } from '../place-kind.ts';
import { attach } from '../process/once.ts';
import { whyForbidden } from '../rootless/forbidden.ts';
import { holderSource } from '../rootless/rootless.ts';
import { noRoot, whyUnreachable } from './unreachable.ts';
import { asRoot, asUser, type SshTarget, sshArgv, usualSilence } from './words.ts';

/** Seconds between two words to the agent over there. */
const pulse = 5;
/** Seconds without one after which it takes this netlab for dead: longer than this side waits. */
const lease = ({ silence = usualSilence }: SshTarget): string => String(2 * silence);

/** ssh(1): an error of its own, not the exit code of what ran over there. */
const lostItself = 255;

export async function openSsh(target: SshTarget, env: NodeJS.ProcessEnv): Promise<AgentPlace> {
  try {
    return await open(target, env, asRootThere);
  } catch (error) {
    if (!(error instanceof PlaceCannot) || error.obstacles[0]?.what !== noRoot) throw error;
    return await open(target, env, rootlessThere(error.obstacles));
  }
}

/** How netlab works over there. */
interface Way {
  readonly source: string;
  readonly agent: (target: SshTarget) => string;
  readonly command: (argv: readonly string[]) => string;
  readonly obstacles: (stderr: string, target: SshTarget) => readonly Obstacle[];
}

const asRootThere: Way = {
  source: agentSource,
  agent: (target) => asRoot(pythonArgv(agentSource, [lease(target)])),
  command: asRoot,
  obstacles: (stderr, target) => [whyUnreachable(stderr, target)],
};

/** Where sudo refuses. Standard input is the terminal's when a command runs there, so the way in comes as a word. */
const rootlessThere = (before: readonly Obstacle[]): Way => {
  const source = holderSource(agentSource);
  return {
    source,
    agent: (target) => asUser(pythonArgv(source, ['-', 'start', 'agent', lease(target)])),
    command: (argv) => asUser(['python3', '-ISuc', holderSource(), '-', 'find', 'run', ...argv]),
    obstacles: (stderr, target) => [
      ...before,
      /^netlab-forbidden/m.test(stderr)
        ? whyForbidden(stderr, 'its runtime folder')
        : whyUnreachable(stderr, target),
    ],
  };
};

async function open(target: SshTarget, env: NodeJS.ProcessEnv, way: Way): Promise<AgentPlace> {
  const { name } = target;
  let silent = false;
  const start = () =>
    Agent.start({
      place: name,
      argv: [...sshArgv(target, env), way.agent(target)],
      source: way.source,
      pulse,
      whyLost: () => target.whyGone?.(),
      fault(stderr, exit) {
        silent = exit === lostItself && stderr.trim() === '';
        return new PlaceCannot(
          `${name} cannot be used; nothing was done there`,
          way.obstacles(stderr, target),
        );
      },
    });
  const agent = await start().catch((error: unknown) => {
    // A connection kept from an earlier verb breaks without a word to those who share it; the next one is made anew.
    if (silent) return start();
    throw error;
  });
  return agentPlace({
    name,
    start: () => Promise.resolve(agent),
    attach: (argv) => attach([...sshArgv(target, env, process.stdin.isTTY), way.command(argv)]),
  });
}

const address =
  /^ssh:\/\/(?:([A-Za-z0-9_][\w.-]*)@)?([A-Za-z0-9_][\w.-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?\/?$/;

export const ssh: PlaceKind = {
  name: 'ssh',
  about: 'another machine: ssh://user@host:port',
  pattern: address,
  // Mostly root; whether only rootless is possible there is known once it is reached.
  rightsOfLab: () => 'root',
  async open(spec, { env }): Promise<Place> {
    const [, user, host = '', port] = address.exec(spec) ?? [];
    return openSsh(
      {
        name: spec.replace(/\/$/, ''),
        host: host.replaceAll(/[[\]]/g, ''),
        ...(user ? { user } : {}),
        ...(port ? { port: Number(port) } : {}),
      },
      env,
    );
  },
};
