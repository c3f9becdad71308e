/** Finds the setting or policy that keeps an ordinary user from namespaces, and the remedy, in the last line of holder.py. */
import { constants } from 'node:os';
import { getSystemErrorName } from 'node:util';
import { meaningOf } from '../../base/environment-fault.ts';
import { notMade, notOwn } from '../files/runtime-folder.ts';
import type { Obstacle } from '../place-cannot.ts';

const { EPERM, EACCES, ENOSPC, EINVAL } = constants.errno;
const others = 'as root (sudo), or elsewhere: --on ssh://user@host';
const elsewhere = `or build it ${others}`;

/** `user/max_user_namespaces`, as it is where the place would be. */
type Setting = (name: string) => string | undefined;

interface Reason extends Obstacle {
  /** The step of holder.py that failed, and the error. */
  readonly when: (what: string, error: number, setting: Setting) => boolean;
}

const namespaces = 'user namespaces';
const denied = (error: number) => error === EPERM || error === EACCES;

/** The first that matches is printed. */
const reasons: readonly Reason[] = [
  {
    when: (what, _, setting) => what === 'namespaces' && setting('user/max_user_namespaces') === '0',
    ...{ what: namespaces, why: 'the setting user.max_user_namespaces is 0' },
    todo: `sudo sysctl -w user.max_user_namespaces=10000, ${elsewhere}`,
  },
  {
    when: (what, error) => what === 'namespaces' && error === ENOSPC,
    ...{
      what: namespaces,
      why: 'their number is used up (user.max_user_namespaces, and the like for net, mnt, pid)',
    },
    todo: `sudo sysctl -w user.max_user_namespaces=10000, ${elsewhere}`,
  },
  {
    when: (what, error, setting) =>
      what === 'namespaces' && denied(error) && setting('kernel/unprivileged_userns_clone') === '0',
    ...{ what: namespaces, why: 'the setting kernel.unprivileged_userns_clone is 0' },
    todo: `sudo sysctl -w kernel.unprivileged_userns_clone=1, ${elsewhere}`,
  },
  {
    when: (_, error, setting) =>
      denied(error) && setting('kernel/apparmor_restrict_unprivileged_userns') === '1',
    ...{
      what: namespaces,
      why: 'AppArmor gives them no rights (kernel.apparmor_restrict_unprivileged_userns is 1, as Ubuntu has it)',
    },
    todo: `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, ${elsewhere}`,
  },
  {
    when: (what, error) => what === 'namespaces' && (error === EINVAL || error === constants.errno.ENOSYS),
    ...{ what: namespaces, why: 'this kernel has none (CONFIG_USER_NS)' },
    todo: `build it ${others}`,
  },
  {
    when: (what, error) => what === 'namespaces' && denied(error),
    ...{ what: namespaces, why: 'a policy forbids them: seccomp of a container, or SELinux' },
    todo: `docker run --security-opt seccomp=unconfined --security-opt systempaths=unconfined, ${elsewhere}`,
  },
  {
    when: (what, error) => (what === 'proc' || what === 'sys') && denied(error),
    ...{
      what: '/proc and /sys',
      why: 'parts of them are covered, so that no namespace may have its own: this is a container',
    },
    todo: `docker run --security-opt systempaths=unconfined, ${elsewhere}`,
  },
  {
    when: (what) => what === 'map',
    ...{ what: 'a map of users', why: 'the kernel refused it: this user may not map even itself' },
    todo: 'look at /etc/subuid and /etc/subgid, and at /proc/self/uid_map',
  },
];

export function whyForbidden(stderr: string, folder: string): Obstacle {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const [, what = '', number = '0', rest = ''] = /^netlab-forbidden (\S+) (\d+) ?(.*)$/.exec(last) ?? [];
  const values = new Map(rest.split(' ').map((one) => one.split('=') as [string, string]));
  if (what === 'folder') return Number(number) === 0 ? notOwn(folder) : notMade(folder, Number(number));
  if (/python3: not found/.test(last))
    return { what: 'python3', why: 'it holds the namespaces', todo: 'apt-get install python3' };
  // The user namespace keeps the limit of the shell that created it, and counts all processes of the user (kernel/ucount.c).
  if (what === 'inside')
    return {
      what: 'processes in the rootless place',
      why: 'no more can be started: the place keeps the limit (ulimit -u) that it was started with, for all programs of this user',
      todo: `end other programs, or end the place with all its labs: kill ${values.get('pid')}`,
    };
  const meaning = what === 'system' && Number(number) > 0 && meaningOf(getSystemErrorName(-Number(number)));
  if (meaning) return { what: `the place (its record is in ${folder})`, ...meaning };
  const reason = reasons.find(({ when }) => when(what, Number(number), (name) => values.get(name)));
  if (reason) return { what: reason.what, why: reason.why, todo: reason.todo };
  return {
    what: 'namespaces of your own',
    why: last || 'making them ended without a word',
    todo: `build it ${others}`,
  };
}
