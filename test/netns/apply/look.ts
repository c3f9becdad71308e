/** Lists the objects on this host, to compare before and after. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { execaSync } from 'execa';
import { local } from '../../../src/places/local.ts';

const output = (program: string, ...argv: string[]): string =>
  execaSync(program, argv, { stripFinalNewline: false }).stdout;
const names = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Namespaces, files, mounts and processes that a lab could leave. */
export async function leftovers() {
  const own = await ownNamespace();
  return {
    namespaces: names('/run/netns'),
    files: [...names('/run/netlab'), ...names('/etc/netns')],
    mounts: readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => /netlab|\/run\/netns\//.test(line)),
    processes: (await local.processes()).filter(
      ({ argv, namespace }) =>
        argv.some((word) => word.includes('/run/netlab/')) ||
        (namespace !== own && argv.includes('netlab-test')),
    ),
  };
}

export const nothing = { namespaces: [], files: [], mounts: [], processes: [] };

async function ownNamespace(): Promise<number> {
  return Number(/\d+/.exec(output('readlink', '/proc/self/ns/net'))?.[0]);
}

/** The network of the namespace that the test runs in. */
export const network = (): Readonly<Record<string, string>> => ({
  links: output('ip', '-j', '-d', 'link'),
  addresses: output('ip', '-j', 'addr').replaceAll(/"(valid|preferred)_life_time":\d+/g, ''),
  routes: output('ip', '-j', 'route', 'show', 'table', 'all'),
  rules: output('ip', '-j', 'rule'),
  neighbors: output('ip', '-j', 'neigh'),
  iptables: output('iptables-save').replaceAll(/^#.*$/gm, ''),
  sysctls: output('sh', '-c', 'sysctl -a --pattern "^net\\." 2>/dev/null'),
});
