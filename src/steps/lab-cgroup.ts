/**
 * The cgroup of a lab, below the root of cgroup2, which its nodes have theirs in. The lab's folder has a link to it. Hosts mount cgroup2
 * at different paths (also /sys/fs/cgroup/unified), so its path is found when the step runs. A mount of cgroup2 changes its options
 * for the whole machine, so only a host without one gets one, in the lab's folder. The name has the device of /run/netlab:
 * machines in containers share one tree of cgroups, and each has a /run of its own.
 */
import { shellWord } from '../base/quote.ts';
import { labCgroup } from '../model/lab-programs.ts';
import type { StepBase } from '../model/plan.ts';
import type { StepKind } from './step-kind.ts';

export interface LabCgroupStep extends StepBase {
  readonly kind: 'lab-cgroup';
  readonly lab: string;
  /** The lab's folder. */
  readonly directory: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'lab-cgroup': LabCgroupStep;
  }
}

export const labCgroups: StepKind<LabCgroupStep> = {
  kind: 'lab-cgroup',
  command: ({ lab, directory }) => ['sh', '-ec', makingText(lab, directory)],
  programs: () => ['awk', 'mount', 'sh', 'stat'],
  folders: ({ directory }) => [directory],
  kernel: [
    {
      ...{ name: 'cgroup2', for: 'BPF programs at the sockets of a node', modules: [], config: ['CGROUPS'] },
      ...{ fileSystem: 'cgroup2', initial: true },
    },
  ],
};

/** A crash may have left a cgroup. The link comes first, so that `down` finds the cgroup whenever netlab is killed. */
const makingText = (lab: string, directory: string): string => `
g=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/self/mounts)
[ -n "$g" ] || { g=${shellWord(`${directory}/cgroup2`)}; mkdir -p "$g"; mount -t cgroup2 cgroup2 "$g"; }
g=$g/netlab-${lab}.$(stat -c %d ${shellWord(directory.slice(0, directory.lastIndexOf('/')))})
ln -s "$g" ${shellWord(labCgroup(directory))}
[ ! -d "$g" ] || find "$g" -depth -type d -exec rmdir {} ';'
mkdir "$g"
`;
