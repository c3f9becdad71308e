/**
 * A node's own files and folders, in a mount namespace that a sleeping process holds. Each top folder with such files (/etc,
 * /run) gets an overlay. Its upper layer is in the lab's folder, so the host's files stay as they are. Commands enter the
 * namespace of that process. When it exits, the kernel removes the mounts.
 */
import { shellWord } from '../base/quote.ts';
import { features } from '../features/index.ts';
import type { PlanScope } from '../model/context.ts';
import type { LabNode } from '../model/lab.ts';
import type { Step } from '../model/plan.ts';
import { hostsFile } from './hosts.ts';

export const mountsOf = (node: LabNode): boolean => {
  const { files, folders } = privatePaths(node);
  return files.length + folders.length > 0;
};

function privatePaths(node: LabNode): {
  readonly files: readonly string[];
  readonly folders: readonly string[];
} {
  const all = Object.entries(node.settings).flatMap(
    ([key, setting]) => features.get(key).mounts?.(setting) ?? [],
  );
  return {
    files: all.flatMap(({ files = [] }) => files.map(({ path }) => path)),
    folders: all.flatMap(({ folders = [] }) => folders),
  };
}

/** Files that `ip netns exec` would mount. */
const resolverFiles = (node: LabNode): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    ...Object.entries(node.settings).map(([key, setting]) => features.get(key).etc?.(setting) ?? {}),
  );

export function mountSteps({ lab, node, directory }: PlanScope): readonly Step[] {
  if (!mountsOf(node)) return [];
  const folder = `${directory}/node/${node.name}`;
  const { files: own, folders: empty } = privatePaths(node);
  const common = { level: 0, node: node.name, source: node.source } as const;
  const script = `${folder}/mounts`;
  const write = { ...common, kind: 'write', stage: 'files' } as const;
  const copies = { hosts: hostsFile(lab, node), ...resolverFiles(node) };
  return [
    ...Object.entries(copies).flatMap(([name, content]): readonly Step[] => {
      if (own.includes(`/etc/${name}`)) return [];
      const reason =
        name === 'hosts'
          ? `Daemons of ${node.name} can also resolve node names.`
          : `Processes of ${node.name} with its own files also see /etc/${name}.`;
      const path = `${folder}/upper/etc/${name}`;
      return [{ ...write, id: `${node.name}/file/etc/${name}`, reason, path, content, mode: 0o644 }];
    }),
    {
      ...write,
      id: `${node.name}/mounts/script`,
      reason: `The script that creates the mounts of ${node.name}.`,
      path: script,
      content: mountScript(folder, [...own, '/etc/hosts'], empty),
      mode: 0o644,
    },
    {
      ...common,
      kind: 'start',
      stage: 'processes',
      id: `${node.name}/mounts`,
      reason: `${node.name} has its own files, and this process holds their mounts.`,
      name: 'mounts',
      argv: ['unshare', '--mount', 'sh', script],
      log: `${directory}/log/${node.name}.mounts`,
      pid: `${directory}/pid/${node.name}.mounts`,
      ready: { line: 'mounted', within: 10 },
    },
  ];
}

/**
 * Mounts of namespaces do not show through an overlay, and later ones do not arrive here. `ip link` would print an error
 * for each of their empty files ("Peer netns reference is invalid.").
 */
const noNamespaces = '[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns';

/** /run is mounted last, because the upper layers are in it. */
function mountScript(folder: string, files: readonly string[], empty: readonly string[]): string {
  const top = (path: string) => `/${path.split('/')[1]}`;
  const tops = [...new Set([...files, ...empty].map(top))].sort(
    (a, b) => Number(a === '/run') - Number(b === '/run') || (a < b ? -1 : 1),
  );
  const lines = tops.flatMap((path) => {
    const [upper, work] = [`${folder}/upper${path}`, `${folder}/work${path}`].map(shellWord);
    const made = empty.filter((one) => top(one) === path).map((one) => shellWord(`${folder}/upper${one}`));
    return [
      `mkdir -p ${[upper, work, ...made].join(' ')}`,
      `mount -t overlay overlay -o lowerdir=${path},upperdir=${upper},workdir=${work} ${path}`,
    ];
  });
  const tmpfs = empty.map((path) => `mount -t tmpfs -o mode=1777 tmpfs ${shellWord(path)}`);
  return ['set -eu', ...lines, ...tmpfs, noNamespaces, 'echo mounted', 'exec sleep infinity', ''].join('\n');
}
