/** Labs in their groups, one line each; below one that cannot run here, what is missing. */
import type { Missing } from '../../places/missing.ts';
import type { CatalogLab } from '../lab-catalog.ts';
import type { Paint } from '../verb.ts';
import { hanging, pad } from './columns.ts';

export interface ListedLab extends CatalogLab {
  readonly up: boolean;
  /** What this place lacks for it, besides root. */
  readonly missing: readonly Missing[];
}

/** A longer name, a path, has a line for itself. */
const longest = 28;

export function list(labs: readonly ListedLab[], paint: Paint, columns: number): string {
  const width = Math.min(longest, Math.max(...labs.map((lab) => lab.name.length)));
  const groups = [...new Set(labs.map((lab) => lab.group))];
  return groups
    .map((group) =>
      [
        paint.strong(group),
        ...labs.filter((lab) => lab.group === group).flatMap((lab) => lines(lab, width, paint, columns)),
      ].join('\n'),
    )
    .join('\n\n');
}

function lines(lab: ListedLab, width: number, paint: Paint, columns: number): readonly string[] {
  const indent = ' '.repeat(width + 4);
  const own = lab.name.length > width ? [`  ${paint.command(lab.name)}`] : [];
  const before = own.length > 0 ? indent : `  ${pad(paint.command(lab.name), width)}  `;
  if (lab.faults > 0)
    return [
      ...own,
      `${before}${paint.bad(`refused: ${lab.faults} fault${lab.faults > 1 ? 's' : ''}`)}  ${paint.dim(`netlab validate ${lab.name}`)}`,
    ];
  const up = lab.up ? `${paint.good('up')}  ` : '';
  return [
    ...own,
    ...hanging(before, `${up}${lab.about}`, columns),
    ...lab.missing.map(({ what }) => `${indent}${paint.warn('not here:')} ${what} is missing`),
  ];
}
