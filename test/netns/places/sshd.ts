/** An ssh server for one test: on loopback of the sandbox, with keys that are made for it and thrown away. */
import { once } from 'node:events';
import {
  accessSync,
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { execa, execaSync } from 'execa';

const program = '/usr/sbin/sshd';
const port = 2222;

export function whyNoSshd(): string | undefined {
  try {
    accessSync(program);
    return undefined;
  } catch {
    return 'there is no sshd: apt-get install openssh-server';
  }
}

export interface Server {
  readonly folder: string;
  /** The environment in which netlab's ssh finds the configuration of this server. */
  readonly env: NodeJS.ProcessEnv;
  /** Puts a program before those of the machine, over there. */
  program(name: string, script: string): void;
  /** Lets a user of this name in, who then is the host `guest`. */
  admit(name: string): void;
  /** Kills the processes of open connections, not the server. Returns their number. */
  cut(): number;
  stop(): Promise<void>;
}

/** The client reads the configuration of the user's passwd entry, not of $HOME: a wrapper of ssh names another. */
export async function serve(): Promise<Server> {
  const folder = '/run/ssh-test';
  mkdirSync(`${folder}/bin`, { recursive: true, mode: 0o711 });
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  for (const key of ['host', 'key', 'stranger'])
    execaSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', `${folder}/${key}`]);
  writeFileSync(`${folder}/authorized`, readFileSync(`${folder}/key.pub`));
  writeFileSync(`${folder}/known`, `[127.0.0.1]:${port} ${readFileSync(`${folder}/host.pub`, 'utf8')}`);
  const host = (name: string, key: string, known: string) =>
    [
      `Host ${name}`,
      ...[
        'HostName 127.0.0.1',
        `Port ${port}`,
        'User root',
        `IdentityFile ${folder}/${key}`,
        'IdentitiesOnly yes',
      ],
      `UserKnownHostsFile ${folder}/${known}`,
    ].join('\n  ');
  writeFileSync(
    `${folder}/config`,
    `${[host('there', 'key', 'known'), host('refused', 'stranger', 'known'), host('unknown', 'key', 'nobody')].join('\n')}\n`,
  );
  writeFileSync(`${folder}/bin/ssh`, `#!/bin/sh\nexec /usr/bin/ssh -F ${folder}/config "$@"\n`);
  chmodSync(`${folder}/bin/ssh`, 0o755);
  const options = [
    ...[
      'Port=2222',
      'ListenAddress=127.0.0.1',
      `HostKey=${folder}/host`,
      `AuthorizedKeysFile=${folder}/authorized`,
    ],
    `SetEnv=PATH=${folder}/there:/usr/local/bin:/usr/bin:/bin`,
    ...['StrictModes=no', 'UsePAM=no', 'PidFile=none', 'PermitRootLogin=prohibit-password'],
  ].flatMap((one) => ['-o', one]);
  const child = execa(program, ['-D', '-e', '-f', '/dev/null', ...options], {
    ...{ stdio: ['ignore', 'ignore', 'pipe'], buffer: false, reject: false, forceKillAfterDelay: false },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  for (
    const end = performance.now() + 60_000;
    !said.includes('Server listening') && performance.now() < end;
  )
    await wait(20);
  if (!said.includes('Server listening')) throw new Error(`sshd does not listen: ${said}`);
  const server: Server = {
    folder,
    env: {
      PATH: `${folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
    },
    program(name, script) {
      mkdirSync(`${folder}/there`, { recursive: true, mode: 0o755 });
      writeFileSync(`${folder}/there/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    admit(name) {
      const guest = host('guest', 'key', 'known').replace('User root', `User ${name}`);
      appendFileSync(`${folder}/config`, `${guest}\n`);
    },
    cut() {
      const sessions = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === child.pid);
      for (const pid of sessions) process.kill(Number(pid), 'SIGKILL');
      return sessions.length;
    },
    async stop() {
      server.cut();
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
