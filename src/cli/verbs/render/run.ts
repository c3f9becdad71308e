import { jsonText } from '../../../base/json-text.ts';
import { toPlain } from '../../../base/tree.ts';
import { explain } from '../../../engine/compile.ts';
import { findLab } from '../../../engine/find-lab.ts';
import type { Call } from '../../verb.ts';
import { toYaml } from './to-yaml.ts';

export async function runRender({ args, options, out, cwd }: Call): Promise<number> {
  const { bytes, file } = findLab(String(args[0]), cwd);
  const plain = toPlain(explain(bytes, file, options.set as string[] | undefined).explicit);
  out.result(options.json ? jsonText(plain) : toYaml(plain));
  return 0;
}
