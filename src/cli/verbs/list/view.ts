/** Labs in their groups, a line each. Marks show labs that are up, and labs that need another place. */
import { terminalLine } from '../../../base/terminal-text.ts';
import type { ListedLab } from '../../../engine/labs-here.ts';
import type { Paint } from '../../verb.ts';
import { pad } from '../../view/columns.ts';

/** A longer name, a path, has a line for itself. */
const longest = 30;

/** Of the groups that there are: what builds on nothing comes first. */
const order = [
  'basics',
  'routing',
  'nat',
  'tunnels',
  'docker',
  'flannel',
  'calico',
  'services',
  'balancers',
  'ebpf',
];

export function listText(found: readonly ListedLab[], paint: Paint, columns: number): string {
  const labs = found.map((lab) => ({ ...lab, name: terminalLine(lab.name), group: terminalLine(lab.group) }));
  const width = Math.min(longest, Math.max(...labs.map((lab) => lab.name.length)));
  const groups = [...new Set(labs.map((lab) => lab.group))].sort((a, b) => rank(a) - rank(b));
  const marks = labs.some((lab) => markOf(lab) !== '');
  const blocks = groups.map((group) =>
    [
      paint.strong(group),
      ...labs
        .filter((lab) => lab.group === group)
        .flatMap((lab) => lines(lab, { width, marks, paint, columns })),
    ].join('\n'),
  );
  const legend = legends(labs, paint);
  return [...blocks, ...(legend.length > 0 ? [legend.join('\n')] : [])].join('\n\n');
}

/** A user's own groups come after, as they stand. */
const rank = (group: string): number => (order.includes(group) ? order.indexOf(group) : order.length);

/** `up`, where it can run when not here (`vm`), or `--` where nothing has what it needs. */
const markOf = (lab: ListedLab): string => {
  if (lab.up) return 'up';
  return lab.missing.length > 0 ? (lab.elsewhere ?? '--') : '';
};

interface Layout {
  readonly width: number;
  readonly marks: boolean;
  readonly paint: Paint;
  readonly columns: number;
}

function lines(lab: ListedLab, { width, marks, paint, columns }: Layout): readonly string[] {
  const own = lab.name.length > width ? [`  ${paint.command(lab.name)}`] : [];
  const mark = markOf(lab);
  const painted = lab.up ? paint.good(mark) : paint.warn(mark);
  const before = `  ${pad(own.length > 0 ? '' : paint.command(lab.name), width)}  ${marks ? pad(painted, 4) : ''}`;
  const left = columns - width - (marks ? 8 : 4);
  const about =
    lab.faults > 0
      ? `${paint.bad(`refused: ${lab.faults} fault${lab.faults > 1 ? 's' : ''}`)}`
      : clipped(terminalLine(lab.about.trim().replaceAll(/\s+/g, ' ')), Math.max(20, left));
  return [...own, `${before}${about}`.trimEnd()];
}

const clipped = (text: string, width: number): string =>
  [...text].length <= width
    ? text
    : `${[...text]
        .slice(0, width - 1)
        .join('')
        .trimEnd()}…`;

/** The meanings of the marks in this list. */
function legends(labs: readonly ListedLab[], paint: Paint): readonly string[] {
  const refused = labs.find((lab) => lab.faults > 0);
  const places = [...new Set(labs.flatMap((lab) => (!lab.up && lab.elsewhere ? [lab.elsewhere] : [])))];
  const nowhere = labs.filter((lab) => markOf(lab) === '--');
  return [
    ...places.map((place) => {
      const those = labs.filter((lab) => lab.elsewhere === place);
      return `${paint.warn(pad(place, 4))}this place lacks ${lacking(those)}: ${paint.command(`netlab up LAB --on ${place}`)}`;
    }),
    ...(nowhere.length > 0 ? [`${paint.warn('--  ')}this place lacks ${lacking(nowhere)}`] : []),
    ...(refused ? [`why a lab is refused: ${paint.command(`netlab validate ${refused.name}`)}`] : []),
  ];
}

function lacking(labs: readonly ListedLab[]): string {
  const all = [
    ...new Set(labs.flatMap(({ missing }) => missing.map(({ what }) => what.split(' ')[0]!))),
  ].sort();
  return all.length > 4 ? `${all.slice(0, 3).join(', ')} or another` : all.join(' or ');
}
