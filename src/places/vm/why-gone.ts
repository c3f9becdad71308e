/** Why a VM that is not to be reached may have gone, as far as this side can tell: from its process, and from its console. */
import type { Obstacle } from '../place-cannot.ts';
import type { VmFolders } from './folders.ts';
import { readVm } from './record.ts';

/** Words of the kernel (kernel/panic.c, kernel/watchdog.c, kernel/rcu/tree_stall.h, mm/oom_kill.c), of qemu, and of init.sh. */
const troubles =
  /Kernel panic|soft lockup|detected stalls?|self-detected stall|Out of memory|^qemu-system|^netlab-vm: broken/;
const stamp = /^\[ *[\d.]+\] /;

export function whyGone(folders: VmFolders): Obstacle | undefined {
  const console = (folders.files.read(`${folders.runtime}/console.log`) ?? '').split(/\r?\n/);
  const trouble = console.findLast((line) => troubles.test(line))?.replace(stamp, '');
  const said = trouble ? `; its console said: ${trouble}` : '';
  const what = 'vm';
  if (readVm(folders).state !== 'running')
    return {
      what,
      why: `the VM has ended${said}`,
      todo: 'netlab up <lab> --on vm starts another and builds anew',
    };
  if (!trouble) return undefined;
  return {
    ...{ what, why: `no answer from the VM${said}` },
    todo: 'again; where it stays so: netlab vm stop --force, and build anew',
  };
}
