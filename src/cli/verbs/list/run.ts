import { jsonText } from '../../../base/json-text.ts';
import { findLabsHere } from '../../../engine/labs-here.ts';
import type { Call } from '../../verb.ts';
import { listText } from './view.ts';

export async function runList({ args, options, out, cwd }: Call): Promise<number> {
  const { labs: listed } = await findLabsHere(args[0] as string | undefined, cwd);
  if (options.json) {
    out.result(jsonText(listed));
    return 0;
  }
  if (listed.length === 0) {
    out.result(`no labs in ${args[0]}`);
    out.note('a lab is a YAML file with lab: at its top, or a folder with a lab.yaml');
    return 0;
  }
  const paint = out.notePaint;
  out.result(listText(listed, out.paint, out.columns));
  const good = listed.filter((lab) => lab.faults === 0).map((lab) => lab.name);
  const name = good.find((one) => one === 'flannel-vxlan') ?? good[0] ?? 'flannel-vxlan';
  const absent = listed.some((lab) => lab.missing.length > 0);
  const next = [`netlab show ${name}`, `netlab up ${name}`, ...(absent ? ['netlab doctor'] : [])];
  out.note(`\n${paint.dim('next:')} ${next.map((line) => paint.command(line)).join('   ')}`);
  return 0;
}
