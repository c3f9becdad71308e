/**
 * A /proc of its own for a script that enters many nodes. The kernel keeps the names of settings in one hash table for all network
 * namespaces: `ip_forward` of a thousand nodes has one hash, and a look-up compares them one by one (proc_sys_compare in
 * fs/proc/proc_sysctl.c). Building 5,100 nodes spent half of the kernel's time there. A new mount of proc has names of its own.
 */
import { heredoc } from './heredoc.ts';

/** Nodes that share one /proc. A mount costs as much as a process or two. */
export const nodesPerProc = 100;

/** Where proc cannot be mounted, the script runs with the /proc that is there. */
export const withFreshProc = (lines: readonly string[]): string =>
  heredoc('unshare -m sh', ['{', 'mount -t proc proc /proc 2> /dev/null', ...lines, '}']);
