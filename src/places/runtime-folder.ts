/** Where netlab keeps what lives as long as the user's session: sockets, and the record of a rootless place. */
import { lstatSync } from 'node:fs';

/** $XDG_RUNTIME_DIR, else what systemd makes for everybody, else a folder in /tmp, whose owner whoever uses it checks. */
export function runtimeFolder(env: NodeJS.ProcessEnv): string {
  const user = process.geteuid?.() ?? 0;
  const own = [env.XDG_RUNTIME_DIR, `/run/user/${user}`].find((path) => path && isOwn(path, user));
  return own ? `${own}/netlab` : `/tmp/netlab-${user}`;
}

function isOwn(path: string, user: number): boolean {
  const found = path.startsWith('/') ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
  return found?.isDirectory() === true && found.uid === user;
}
