/**
 * Wraps a command so that a missing program gives one line and exit code 127: `ip netns exec` would exit with 1 and two lines of
 * its own. The shell looks for the program in the node, where it may differ from the host's, and then becomes the program.
 */
import { suggest } from '../../../base/suggest.ts';
import { toolOf, tools } from '../../../places/requirements/tools.ts';

const script = 'command -v "$1" >/dev/null 2>&1 || { printf "%s\\n" "$0" >&2; exit 127; }; exec "$@"';

export const guarded = (argv: readonly string[]): readonly string[] => [
  'sh',
  '-c',
  script,
  `netlab: there is no program "${argv[0]}" here${advice(argv[0]!)}`,
  ...argv,
];

function advice(program: string): string {
  const known = toolOf(program);
  if (known) return `; it comes with the Debian package ${known.package}`;
  const near = suggest(program, tools.names);
  return near ? `; did you mean "${near}"?` : '';
}
