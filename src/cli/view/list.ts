/** Labs in their groups, one line each; below one that cannot run here, what is missing. */
import type { Missing } from '../../places/missing.ts';
import type { CatalogLab } from '../lab-catalog.ts';
import type { Paint } from '../verb.ts';
import { hanging, pad } from './columns.ts';

export interface ListedLab extends CatalogLab {
  readonly up: boolean;
  /** What this place lacks for it, besides root. */
  readonly missing: readonly Missing[];
  /** A place that lacks nothing of it, where this one does. */
  readonly elsewhere?: string;
}

/** A longer name, a path, has a line for itself. */
const longest = 28;

export function list(labs: readonly ListedLab[], paint: Paint, columns: number): string {
  const width = Math.min(longest, Math.max(...labs.map((lab) => lab.name.length)));
  const anyUp = labs.some((lab) => lab.up);
  const groups = [...new Set(labs.map((lab) => lab.group))];
  return groups
    .map((group) =>
      [
        paint.strong(group),
        ...labs
          .filter((lab) => lab.group === group)
          .flatMap((lab) => lines(lab, { width, anyUp, paint, columns })),
      ].join('\n'),
    )
    .join('\n\n');
}

interface Layout {
  readonly width: number;
  readonly anyUp: boolean;
  readonly paint: Paint;
  readonly columns: number;
}

function lines(lab: ListedLab, { width, anyUp, paint, columns }: Layout): readonly string[] {
  const indent = ' '.repeat(width + (anyUp ? 8 : 4));
  const own = lab.name.length > width ? [`  ${paint.command(lab.name)}`] : [];
  const mark = lab.up ? paint.good('up') : '';
  const before = `  ${pad(own.length > 0 ? '' : paint.command(lab.name), width)}  ${anyUp ? pad(mark, 4) : ''}`;
  if (lab.faults > 0)
    return [
      ...own,
      `${before}${paint.bad(`refused: ${lab.faults} fault${lab.faults > 1 ? 's' : ''}`)}  ${paint.dim(`netlab validate ${lab.name}`)}`,
    ];
  return [
    ...own,
    ...hanging(before, lab.about, columns),
    ...lab.missing.map(({ what }) => `${indent}${paint.warn('not here:')} ${what} is missing`),
    ...(lab.elsewhere ? [`${indent}${paint.command(`netlab up ${lab.name} --on ${lab.elsewhere}`)}`] : []),
  ];
}
