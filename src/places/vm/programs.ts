/** The programs of this host that the VM needs, and the Debian packages that bring them. None of them starts a service. */
import { accessSync, constants } from 'node:fs';
import type { Obstacle } from '../place-cannot.ts';
import type { Machine } from './machine.ts';

interface Program {
  readonly name: string;
  readonly package: string;
  readonly for: string;
}

const vmPrograms = (machine: Machine): readonly Program[] => [
  { name: machine.qemu, package: machine.package, for: 'runs the VM' },
  // Not OpenSSH's server: its package is a service, which the next boot would start.
  { name: 'dropbear', package: 'dropbear-bin', for: 'the ssh server inside the VM' },
  { name: 'ssh', package: 'openssh-client', for: 'reaches the VM' },
  { name: 'setpriv', package: 'util-linux', for: 'takes privileges from qemu' },
  { name: 'unshare', package: 'util-linux', for: 'shows qemu a part of the host' },
  { name: 'flock', package: 'util-linux', for: 'keeps two netlabs from starting two VMs' },
  { name: 'tar', package: 'tar', for: 'unpacks the kernel' },
];

/** One line for all of them, so that one command brings what lacks. */
export function missingPrograms(machine: Machine, has: (name: string) => boolean): readonly Obstacle[] {
  const lacks = vmPrograms(machine).filter(({ name }) => !has(name));
  const packages = [...new Set(lacks.map((one) => one.package))].join(' ');
  return lacks.map(({ name, for: use }) => ({ what: name, why: use, todo: `apt-get install ${packages}` }));
}

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** In the folders that the VM shares, so that the guest finds it, too. */
export function hasProgram(name: string): boolean {
  return folders.some((folder) => {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
