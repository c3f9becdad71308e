/**
 * Where a lab has its BPF programs and cgroups, below its folder: a file system of BPF of its own, and a link to its cgroup. Both
 * paths are the same on every host, wherever cgroup2 is mounted there.
 */
/** The folder of a lab in its place. A rootless place has its own /run. */
export const labFolderPath = (lab: string): string => `/run/netlab/${lab}`;

export const programsFolder = (directory: string): string => `${directory}/bpf`;

/** The programs and maps of a node. bpffs refuses names with a dot, and node names have none. */
export const pinned = (directory: string, node: string, what: 'programs' | 'maps'): string =>
  `${programsFolder(directory)}/${node}/${what}`;

/** The words before a command that moves it into a cgroup. They come before those that enter namespaces, which may hide cgroups. */
export const joinCgroup = (cgroup: string): readonly string[] => [
  ...['sh', '-c', 'echo 0 > "$0" && exec "$@"'],
  `${cgroup}/cgroup.procs`,
];

export const labCgroup = (directory: string): string => `${directory}/cgroup`;
export const nodeCgroup = (directory: string, node: string): string => `${labCgroup(directory)}/${node}`;
