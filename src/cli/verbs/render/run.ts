import { jsonText } from '../../../base/json-text.ts';
import { terminalLine } from '../../../base/terminal-text.ts';
import { toPlain } from '../../../base/tree.ts';
import { filesBeside } from '../../../engine/beside-lab.ts';
import { explain } from '../../../engine/compile.ts';
import { findLab } from '../../../engine/find-lab.ts';
import type { Call } from '../../verb.ts';
import { toYaml } from './to-yaml.ts';

export async function runRender({ args, options, out, cwd }: Call): Promise<number> {
  const { bytes, file, path } = findLab(String(args[0]), cwd);
  const { explicit, lab } = explain(bytes, file, options.set as string[] | undefined, {
    read: filesBeside(path, file),
  });
  const plain = toPlain(explicit);
  out.result(options.json ? jsonText(plain) : toYaml(plain));
  const ofPods = lab.checks.filter(({ events }) => events?.some(({ kind }) => kind === 'pod'));
  if (ofPods.length > 0)
    out.note(
      [
        'netlab: left out these checks, because the rendered lab has no services that follow a pod:',
        ...ofPods.map(({ id }) => `  ${terminalLine(id)}`),
      ].join('\n'),
    );
  return 0;
}
