/** The facts of a place: present ones in a few lines, missing ones with the remedy. */
import type { ListedLab } from '../../../engine/labs-here.ts';
import type { MachineFacts } from '../../../places/requirements/facts.ts';
import { kernelFeatures } from '../../../places/requirements/kernel-features.ts';
import { missingFeature, privilege, type UnmetRequirement } from '../../../places/requirements/missing.ts';
import { tools } from '../../../places/requirements/tools.ts';
import type { Paint } from '../../verb.ts';
import { columns, hanging } from '../../view/columns.ts';

export interface Doctor {
  readonly facts: MachineFacts;
  readonly labs: readonly ListedLab[];
  /** The first lab of the tutorial, and the needs that this place lacks for it. */
  readonly first: { readonly lab: string; readonly missing: readonly UnmetRequirement[] };
}

export function doctorText({ facts, labs, first }: Doctor, paint: Paint, width: number): string {
  return [
    `${paint.strong(`${facts.system} ${facts.release}`)}  ${paint.dim(facts.place)}`,
    section('privileges', privilegeRows(facts, paint), paint),
    section('programs', programRows(facts, labs, paint), paint),
    section('kernel', kernelRows(facts, labs, paint), paint),
    section('labs', labLines(labs, paint, width), paint),
    verdict(first, paint),
  ].join('\n\n');
}

const section = (title: string, lines: readonly string[], paint: Paint): string =>
  [paint.strong(title), ...lines.map((line) => `  ${line}`)].join('\n');

function privilegeRows(facts: MachineFacts, paint: Paint): readonly string[] {
  const lack = privilege(facts);
  const who = facts.confined
    ? 'a user namespace, which may make network namespaces of its own'
    : 'root, who may make network namespaces';
  if (lack.length === 0) return [`${paint.good('ok')}  ${who}`];
  return lack.map(({ what, why, todo }) => `${paint.bad('no')}  ${what}: ${why}; ${todo}`);
}

/** Labs that use a thing, as a reason to care. */
const usedBy = (labs: readonly ListedLab[], uses: (lab: ListedLab) => boolean): string => {
  const count = labs.filter(uses).length;
  return count === 0 ? '' : ` (${count} ${count === 1 ? 'lab' : 'labs'})`;
};

function programRows(facts: MachineFacts, labs: readonly ListedLab[], paint: Paint): readonly string[] {
  const here = tools.all.filter((tool) => facts.tools[tool.name]);
  const absent = tools.all.filter((tool) => !facts.tools[tool.name]);
  const rows = columns(
    here.map(({ name, for: use }) => [paint.good('ok'), name, facts.versions[name] ?? '', paint.dim(use)]),
  );
  const lacks = columns(
    absent.map((tool) => {
      const used = usedBy(labs, (lab) => lab.requires?.tools.includes(tool.name) ?? false);
      const mark = tool.base || used ? paint.bad('--') : paint.warn('--');
      return [mark, tool.name, tool.package, paint.dim(`${tool.for}${used}`)];
    }),
  );
  if (absent.length === 0) return rows;
  return [...rows, paint.dim('not here, with the package that apt-get install brings it in:'), ...lacks];
}

const words = { yes: 'ok', module: 'ok', no: '--', unknown: '??' } as const;

function kernelRows(facts: MachineFacts, labs: readonly ListedLab[], paint: Paint): readonly string[] {
  const marks = { yes: paint.good, module: paint.good, no: paint.warn, unknown: paint.warn };
  return columns(
    kernelFeatures.all.map(({ name, for: use, modules, changes }) => {
      const state = facts.kernel[name] ?? 'unknown';
      const used = usedBy(labs, (lab) => lab.requires?.kernel.includes(name) ?? false);
      const lacks = missingFeature(name, facts, {}).length > 0;
      const notes = {
        yes: '',
        module: changes ? `: modprobe ${modules[0]} first` : ': module, loads when needed',
        no: ': not in this kernel',
        unknown: lacks ? `: not loaded; try modprobe ${modules[0]}` : ': not known until it is needed',
      };
      const mark = lacks && used ? paint.bad : marks[state];
      return [
        mark(lacks && state === 'module' ? '--' : words[state]),
        name,
        paint.dim(`${use}${state === 'yes' ? '' : used}${notes[state]}`),
      ];
    }),
  );
}

function labLines(labs: readonly ListedLab[], paint: Paint, width: number): readonly string[] {
  const cannot = labs.filter((lab) => lab.missing.length > 0);
  const can = labs.length - cannot.length;
  return [
    can === labs.length ? `all ${labs.length} can run here` : `${can} of ${labs.length} can run here`,
    ...cannot.flatMap((lab) =>
      hanging(
        `${paint.warn('not')} ${lab.name}: `,
        lab.missing.map(({ what }) => what).join(', '),
        width - 2,
      ),
    ),
  ];
}

function verdict({ lab, missing }: Doctor['first'], paint: Paint): string {
  if (missing.length === 0)
    return `${paint.good(`${lab} can run here`)}   next: ${paint.command(`netlab up ${lab}`)}`;
  const lines = missing.map(
    ({ what, why, todo }) => `  ${paint.strong(what)}: ${why}\n    ${paint.command(todo)}`,
  );
  return [paint.bad(`${lab} cannot run here`), ...lines].join('\n');
}
