/**
 * A command that says in one line, with exit code 127, that its program is missing: `ip netns exec` would end with 1 and two
 * lines of its own. The shell looks in the node, where the program may be another than here, and then becomes the program.
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
