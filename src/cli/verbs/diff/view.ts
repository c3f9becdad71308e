import { plural } from '../../../base/plural.ts';
import { terminalLine } from '../../../base/terminal-text.ts';
import type { Change } from '../../../drift/changes.ts';
import type { Value } from '../../../state/state-part.ts';
import type { Paint } from '../../verb.ts';

/** One line per change, in columns: the node, how the thing differs, its kind, its name. */
export function changesText(lab: string, found: readonly Change[], paint: Paint): string {
  if (found.length === 0) return `${lab}: no differences`;
  const width = (of: (change: Change) => string) => Math.max(...found.map((change) => of(change).length));
  const [nodes, hows, whats] = [
    width(({ node }) => node),
    width(({ how }) => how),
    width(({ what }) => terminalLine(what)),
  ];
  const colour = { missing: paint.bad, extra: paint.warn, changed: paint.warn };
  const lines = found.map((change) => {
    const { node, how, which, values } = change;
    const what = terminalLine(change.what);
    const said = terminalLine(values ? `${which}${which === '' ? '' : ' '}${valuesText(values)}` : which);
    return `  ${paint.strong(node.padEnd(nodes))}  ${colour[how](how.padEnd(hows))}  ${what.padEnd(whats)}  ${said}`;
  });
  return [`${lab}: ${plural(found.length, 'difference')}`, ...lines].join('\n');
}

const valuesText = (values: readonly Value[]): string =>
  values
    .map(({ field, is, should }) => `${field === '' ? '' : `${field} `}is ${is}, should be ${should}`)
    .join('; ');
