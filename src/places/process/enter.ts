/**
 * The words that put a command into a node. nsenter costs 1.9 ms whatever the number of namespaces; `ip netns exec`, which
 * shows the node its own /etc/hosts, copies the mount table and grows with it. A node with files of its own has a process that
 * holds its mount namespace; pids are reused, so that process must be in the node's network namespace.
 *
 * A command joins the node's cgroup first: a socket belongs to the cgroup in which it was opened, and namespaces may hide cgroups.
 */
import { readlinkSync, statSync } from 'node:fs';
import { joinCgroup } from '../../model/lab-programs.ts';
import type { Command } from '../../model/place.ts';
import type { PrivateFiles } from '../files/private-files.ts';
import { ofProcess } from './processes.ts';

export interface NetnsPaths {
  /** Where named network namespaces are: `/run/netns`. */
  readonly namespaces: string;
  readonly files: PrivateFiles;
}

type Entered = { readonly argv: readonly string[] } | { readonly fault: string };

export function enter(command: Command, ground: NetnsPaths): Entered {
  const { node } = command;
  if (node?.cgroup === undefined) return enterNamespaces(command, ground);
  if (!ofProcess(() => statSync(node.cgroup!)))
    return { fault: `${node.name}: its cgroup does not exist (${node.cgroup})\n` };
  const entered = enterNamespaces(command, ground);
  return 'fault' in entered ? entered : { argv: [...joinCgroup(node.cgroup), ...entered.argv] };
}

function enterNamespaces({ argv, node, names }: Command, ground: NetnsPaths): Entered {
  if (!node) return { argv };
  const path = `${ground.namespaces}/${node.namespace}`;
  const net = `--net=${path}`;
  if (node.mounts) {
    const pid = ground.files.read(node.mounts)?.trim() ?? '';
    const inode = ofProcess(() => statSync(path).ino);
    if (!/^\d+$/.test(pid) || ofProcess(() => readlinkSync(`/proc/${pid}/ns/net`)) !== `net:[${inode}]`)
      return { fault: `${node.name}: the process that holds its files has gone (${node.mounts})\n` };
    return { argv: ['nsenter', '-t', pid, '--mount', net, '--', ...argv] };
  }
  return { argv: names ? ['ip', 'netns', 'exec', node.namespace, ...argv] : ['nsenter', net, '--', ...argv] };
}
