/** The scripts that ask a place for its facts: POSIX sh, few processes, lines of `key name value`. */

import { shellLine, shellWord } from '../../base/quote.ts';
import type { KernelFeature } from '../../model/kernel-feature.ts';
import { kernelFeatures } from './kernel-features.ts';
import { tools } from './tools.ts';

const modules = kernelFeatures.all.flatMap((feature) => feature.modules);
const fileSystems = kernelFeatures.all.flatMap(({ fileSystem }) => fileSystem ?? []);
const symbols = ['NET', ...kernelFeatures.all.flatMap((feature) => feature.config)];

/** Changes nothing and needs no privilege. */
export function readScript(programs: readonly string[], versions: boolean): string {
  return [
    'LC_ALL=C; export LC_ALL',
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin',
    'k=$(uname -r)',
    'printf "is system %s\\nis release %s\\nis user %s\\n" "$(uname -s)" "$k" "$(id -u)"',
    'if [ -r /proc/self/status ]; then while read -r key value; do [ "$key" != CapEff: ] || echo "is capabilities $value"; done </proc/self/status; fi',
    'if [ -r /proc/self/uid_map ]; then read -r a b c </proc/self/uid_map; if [ "$b $c" != "0 4294967295" ]; then',
    '  echo "is users some"',
    // The kernel first asks whether this user namespace owns the mounts (may_mount in fs/namespace.c). The path is not a mount point.
    '  case $(mount --make-private /proc/self/ns 2>&1) in *ermission*) echo "is mounts foreign";; esac',
    'fi; fi',
    'if (: <>/dev/net/tun) 2>/dev/null; then echo "is tun yes"; fi',
    `for t in ${programs.map(shellWord).join(' ')}; do printf 'tool %s ' "$t"; command -v "$t" 2>/dev/null || echo; done`,
    `for m in ${modules.join(' ')}; do [ ! -d "/sys/module/$m" ] || echo "loaded $m"; done`,
    `if [ -r /proc/filesystems ]; then echo "is filesystems read"; while read -r a b; do case $b in overlay) echo "loaded overlay";; ${fileSystems.join(' | ')}) echo "filesystem $b";; esac; done </proc/filesystems; fi`,
    'd=/lib/modules/$k',
    'if [ -r "$d/modules.builtin" ] && [ -r "$d/modules.dep" ]; then',
    '  echo "is modules $d"',
    `  sed -nE 's#^.*/(${modules.join('|')})\\.ko.*$#builtin \\1#p' "$d/modules.builtin"`,
    `  sed -nE 's#^[^:]*/(${modules.join('|')})\\.ko[^:]*:.*$#file \\1#p' "$d/modules.dep"`,
    'else',
    `  { zcat /proc/config.gz || cat "/boot/config-$k"; } 2>/dev/null | sed -nE 's/^CONFIG_(${symbols.join('|')})=([ym])$/config \\1 \\2/p'`,
    'fi',
    ...(versions ? versionLines(programs) : []),
    ':',
  ].join('\n');
}

function versionLines(programs: readonly string[]): readonly string[] {
  const asked = tools.all.filter((tool) => tool.version && programs.includes(tool.name));
  return [
    "n='\n'",
    ...asked.map(({ name, version }) => {
      const line = shellLine([name, version!]);
      return `if command -v ${name} >/dev/null 2>&1; then v=$(${line} 2>&1 </dev/null); printf 'version ${name} %s\\n' "\${v%%"$n"*}"; fi`;
    }),
  ];
}

/** Each attempt in an empty network namespace of its own, which goes away with it. */
export const attemptScript = (features: readonly KernelFeature[]): string =>
  [
    'LC_ALL=C; export LC_ALL',
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin',
    ...features.map(
      ({ name, attempt }) =>
        `v=$(unshare --net ${shellLine(attempt!)} 2>&1 </dev/null); printf 'tried ${name} %s\\n' "$(echo $v)"`,
    ),
  ].join('\n');
