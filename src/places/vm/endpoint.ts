/** The address and the key of the VM, for the `ssh` place or any ssh client. The VM accepts no other key, and is on no network. */
import type { VmFolders } from './folders.ts';
import { type Key, opensshKey, publicLine } from './keys.ts';

export interface VmEndpoint {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Files. */
  readonly identity: string;
  readonly knownHosts: string;
  /** `ssh -F <configFile> netlab-vm` needs nothing else. */
  readonly configFile: string;
}

export const alias = 'netlab-vm';

export const endpoint = ({ runtime }: VmFolders, port: number): VmEndpoint => ({
  ...{ host: '127.0.0.1', port, user: 'root' },
  identity: `${runtime}/key`,
  knownHosts: `${runtime}/known_hosts`,
  configFile: `${runtime}/ssh_config`,
});

/** The user's own configuration, keys and agent stay out of it. */
export function writeEndpoint(folders: VmFolders, port: number, keys: { login: Key; host: Key }): void {
  const { identity, knownHosts, configFile, host, user } = endpoint(folders, port);
  folders.files.write(identity, opensshKey(keys.login, alias));
  folders.files.write(knownHosts, `${alias} ${publicLine(keys.host)}\n`);
  const options = [
    ...[`HostName ${host}`, `Port ${port}`, `User ${user}`, `HostKeyAlias ${alias}`],
    ...[`IdentityFile ${identity}`, 'IdentitiesOnly yes', 'IdentityAgent none'],
    ...[`UserKnownHostsFile ${knownHosts}`, 'GlobalKnownHostsFile /dev/null', 'StrictHostKeyChecking yes'],
    ...['BatchMode yes', 'ForwardAgent no', 'LogLevel ERROR'],
  ];
  folders.files.write(configFile, `Host ${alias}\n${options.map((one) => `  ${one}\n`).join('')}`);
}
