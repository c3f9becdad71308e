/**
 * This host, as a user who is not root: namespaces of the user's own, held by one process (programs/first.py) which all labs
 * share and which ends after the last. The way in is programs/holder.py, which becomes the agent there.
 */
import { existsSync } from 'node:fs';
import first from '../../programs/first.py';
import holder from '../../programs/holder.py';
import namespaces from '../../programs/namespaces.py';
import { Agent } from '../agent/agent.ts';
import { type AgentPlace, agentPlace } from '../agent/place.ts';
import { agentSource, pythonArgv } from '../agent/source.ts';
import { runtimeFolder } from '../files/runtime-folder.ts';
import { PlaceCannot } from '../place-cannot.ts';
import type { OpenContext, PlaceKind } from '../place-kind.ts';
import { attach } from '../process/once.ts';
import { whyForbidden } from './forbidden.ts';

/** JSON in ASCII is a string of Python's, too. */
const literal = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[^\x20-\x7e]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The way in; without the agent it runs commands. */
export const holderSource = (agent = ''): string =>
  `AGENT=${literal(agent)}\nFIRST=${literal(first)}\n${namespaces}\n${holder}`;

/** Exit codes of holder.py. */
const none = 4;
const gone = 5;

/** There is none to be found; `ended` when there was one, whose labs went with it. */
class NoPlace extends Error {
  readonly ended: boolean;

  constructor(ended: boolean) {
    super('no rootless place');
    this.ended = ended;
  }
}

async function openRootless(how: 'start' | 'find', { env, note }: OpenContext): Promise<AgentPlace> {
  const folder = runtimeFolder(env);
  const text = holderSource(agentSource);
  const agent = await Agent.start({
    place: 'rootless',
    argv: pythonArgv(text, [folder, how, 'agent', '0']),
    source: text,
    fault: (stderr, exit) => {
      if (exit === none || exit === gone) return new NoPlace(exit === gone);
      return new PlaceCannot('rootless cannot be had here; nothing was built', [
        whyForbidden(stderr, folder),
      ]);
    },
  });
  if (agent.said.includes('netlab-gone')) note(ended);
  return agentPlace({
    name: 'rootless',
    start: () => Promise.resolve(agent),
    attach: (argv) => {
      const runner = holderSource();
      return attach(pythonArgv(runner, [folder, 'find', 'run', ...argv], 3), runner);
    },
  });
}

export const rootless: PlaceKind = {
  name: 'rootless',
  about: 'this host without root, in a user namespace',
  gives: ['privilege'],
  usual: () => process.geteuid?.() !== 0,
  // A lab reads and writes the files of its user, and connects to the user's sockets (docs/trust.md).
  rightsOfLab: () => (process.geteuid?.() === 0 ? 'root' : 'your user'),
  open: (_, asker) => openRootless('start', asker),
  async holding(asker) {
    if (!existsSync(`${runtimeFolder(asker.env)}/holder`)) return undefined;
    try {
      return await openRootless('find', asker);
    } catch (error) {
      if (!(error instanceof NoPlace)) throw error;
      if (error.ended) asker.note(ended);
      return undefined;
    }
  },
};

const ended =
  'the process that held your rootless labs was ended, and the labs with it: nothing of them is left';
