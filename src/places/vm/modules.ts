/**
 * The modules that a set of modules needs, in the order in which insmod takes them, from modules.dep: lines of
 * `kernel/net/9p/9p.ko: kernel/fs/netfs/netfs.ko ...`. A module that is built into the kernel needs no file.
 */
export function inLoadOrder(
  names: readonly string[],
  { dep, builtin }: { readonly dep: string; readonly builtin: string },
): { readonly paths: readonly string[]; readonly missing: readonly string[] } {
  const lines = dep.split('\n').flatMap((line) => {
    const [path, rest = ''] = line.split(':');
    return path ? [[path, rest.split(' ').filter(Boolean)] as const] : [];
  });
  const needs = new Map(lines);
  const byName = new Map(lines.map(([path]) => [moduleName(path), path]));
  const inKernel = new Set(builtin.split('\n').map(moduleName));
  const paths = new Set<string>();
  const visit = (path: string): void => {
    if (paths.has(path)) return;
    for (const need of needs.get(path) ?? []) visit(need);
    paths.add(path);
  };
  const missing: string[] = [];
  for (const name of names) {
    const path = byName.get(name);
    if (path) visit(path);
    else if (!inKernel.has(name)) missing.push(name);
  }
  return { paths: [...paths], missing };
}

/** `kernel/drivers/virtio/virtio-rng.ko.xz` is virtio_rng. */
export const moduleName = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');
