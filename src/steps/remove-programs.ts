/**
 * The script that removes a lab's cgroups, and its file system of BPF. It is empty work for a lab without them, and may run again at any
 * point. Programs in a cgroup are freed with it. Pins are deleted before the file system is unmounted: mount namespaces that were made
 * meanwhile hold copies of the mount.
 */
import { shellWord } from '../base/quote.ts';
import { labCgroup, programsFolder } from '../model/lab-programs.ts';

/** Of the lab's folder. Without any of them, the script has nothing to do. */
export const programEntries: readonly string[] = ['bpf', 'cgroup', 'cgroup2'];

/** Times 0.05 s: a killed process may be in a system call. */
const patience = 200;

/** netlab itself may run in a node's cgroup (`netlab down`, typed in a node's shell), so it leaves with its shell. */
export const removalText = (lab: string, directory: string): string => `
link=${shellWord(labCgroup(directory))}
g=$(readlink "$link") || g=
case $g in */netlab-${lab}.[0-9]*) ;; *) g= ;; esac
n=0
while [ -n "$g" ] && [ -d "$g" ]; do
  for p in $(find "$g" -name cgroup.procs -exec cat {} +); do
    case $p in
      $$ | $PPID) echo "$p" > "\${g%/*}/cgroup.procs" ;;
      *) kill -9 "$p" 2> /dev/null || : ;;
    esac
  done
  find "$g" -depth -type d -exec rmdir {} ';' 2> /dev/null || :
  [ -d "$g" ] || break
  n=$((n + 1))
  [ $n -lt ${patience} ] || { echo "$g: processes in it do not end" >&2; exit 1; }
  sleep 0.05
done
rm -f "$link"
for d in ${shellWord(programsFolder(directory))} ${shellWord(`${directory}/cgroup2`)}; do
  [ -d "$d" ] || continue
  [ "$d" = ${shellWord(`${directory}/cgroup2`)} ] || rm -rf "$d"/*
  while umount -l "$d" 2> /dev/null; do :; done
  rmdir "$d" || exit
done
`;
