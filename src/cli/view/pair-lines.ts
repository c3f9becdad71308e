/**
 * The failed pairs of a check: a matrix with a row for each source, if it is small. Otherwise a line for each group of sources that
 * do not reach the same destinations.
 */
import { terminalLine } from '../../base/terminal-text.ts';
import type { PairTable } from '../../model/pair-table.ts';
import { columns, widthOf } from './columns.ts';

const most = { rows: 8, groups: 6, names: 3 };
const passed = '.';
const none = ' ';
const failed = (mark: string | undefined): boolean => mark !== undefined && mark !== passed && mark !== none;

/** Lines of at most `width` columns, if the names are not longer than that. */
export function pairLines({ from, to, rows }: PairTable, width: number): readonly string[] {
  const small = from.length > 1 && to.length > 1 && from.length <= most.rows && to.length <= most.rows;
  const matrix = small
    ? columns(
        [['', ...to], ...rows.map((row, i) => [`${from[i]!} ->`, ...row])].map((cells) =>
          cells.map(terminalLine),
        ),
        ' ',
      )
    : [];
  if (small && matrix.every((line) => widthOf(line) <= width)) return matrix;
  return groupLines({ from, to, rows });
}

interface Group {
  readonly from: string[];
  /** Blank only where no source of the group has a pair. */
  row: readonly string[];
}

function groupLines({ from, to, rows }: PairTable): readonly string[] {
  const groups: Group[] = [];
  let others = 0;
  rows.forEach((text, i) => {
    const row = [...text];
    if (!row.some(failed)) return;
    const near = groups.find((group) => isSame(group.row, row));
    if (near) {
      near.from.push(from[i]!);
      near.row = near.row.map((mark, at) => (mark === none ? row[at]! : mark));
    } else if (groups.length < most.groups) groups.push({ from: [from[i]!], row });
    else others += 1;
  });
  const lines = groups.map((group) => {
    const unreached = to.filter((_, at) => failed(group.row[at]));
    return terminalLine(`${list(group.from, from.length)} -> ${list(unreached, to.length)}`);
  });
  return others > 0 ? [...lines, `and ${others} more sources`] : lines;
}

/** A node has no pair with itself: a blank equals every mark. */
const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.every((mark, at) => mark === b[at] || mark === none || b[at] === none);

const list = (names: readonly string[], all: number): string =>
  names.length <= most.names
    ? names.join(', ')
    : `${names.slice(0, most.names - 1).join(', ')} ... ${names.at(-1)!} (${names.length === all ? `all ${all}` : `${names.length} of ${all}`})`;

/** The pairs in one line, for logs and other reports: `a -> b, a -> c`. */
export function pairList({ from, to, rows }: PairTable): string {
  const shown: string[] = [];
  for (const [i, row] of rows.entries())
    for (const [at, mark] of [...row].entries()) {
      if (!failed(mark)) continue;
      if (shown.length === listed) return `${shown.join(', ')} ...`;
      shown.push(`${from[i]!} -> ${to[at]!}`);
    }
  return shown.join(', ');
}

const listed = 5;
