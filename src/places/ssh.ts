/**
 * Another Linux machine, reached by this one's ssh. There netlab needs root (or sudo without a password) and the programs that
 * labs use; python3 carries the agent. The journal and the lock are over there, so any machine can take a lab down.
 */
import type { Place } from '../model/place.ts';
import { Agent } from './agent.ts';
import { type AgentPlace, agentPlace } from './agent-place.ts';
import { agentSource, pythonArgv } from './agent-source.ts';
import { PlaceCannot } from './place-cannot.ts';
import type { PlaceKind } from './place-kind.ts';
import { attach } from './spawn.ts';
import { whyUnreachable } from './ssh-unreachable.ts';
import { asRoot, type SshTarget, sshArgv } from './ssh-words.ts';

/** Seconds without a word after which the agent over there takes this netlab for dead, and between two words. */
const lease = 30;
const pulse = 5;

export async function openSsh(target: SshTarget, env: NodeJS.ProcessEnv): Promise<AgentPlace> {
  const { name } = target;
  const agent = await Agent.start({
    place: name,
    argv: [...sshArgv(target, env), asRoot(pythonArgv(agentSource, [String(lease)]))],
    source: agentSource,
    pulse,
    fault: (stderr) =>
      new PlaceCannot(`${name} cannot be used; nothing was done there`, [whyUnreachable(stderr, target)]),
  });
  return agentPlace({
    name,
    start: () => Promise.resolve(agent),
    attach: (argv) => attach([...sshArgv(target, env, process.stdin.isTTY), asRoot(argv)]),
  });
}

const address =
  /^ssh:\/\/(?:([A-Za-z0-9_][\w.-]*)@)?([A-Za-z0-9_][\w.-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?\/?$/;

export const ssh: PlaceKind = {
  name: 'ssh',
  about: 'another machine: ssh://user@host:port',
  pattern: address,
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
