import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toPlain } from '../../../src/base/tree.ts';
import { toYaml } from '../../../src/cli/verbs/render/to-yaml.ts';
import { filesBeside } from '../../../src/engine/beside-lab.ts';
import { compile, explain } from '../../../src/engine/compile.ts';
import { labsFolder, shippedLabs } from '../../../src/engine/find-lab.ts';
import type { Plan } from '../../../src/model/plan.ts';

/** The plan without source positions. A daemon's text has positions only if the lab contains it. */
const built = ({ steps }: Plan) =>
  JSON.parse(JSON.stringify(steps, (key, value) => (['source', 'errors'].includes(key) ? undefined : value)));

describe('a rendered lab', () => {
  it.each(shippedLabs())('%s reads back as the same plan', (name) => {
    const path = `${labsFolder()}/${name}/lab.yaml`;
    const bytes = readFileSync(path);
    const { explicit } = explain(bytes, 'lab.yaml', [], { read: filesBeside(path) });
    const { plan } = compile(bytes, 'lab.yaml', [], path);
    const again = compile(Buffer.from(toYaml(toPlain(explicit))), 'lab.yaml', [], path);
    expect(built(again.plan)).toEqual(built(plan));
  });

  it('writes out in each node what many nodes share', () => {
    const lab = `lab: x
cluster: { nodes: 3, pods: 1, underlay: 172.18.0.0/24, network: { plugin: flannel } }
`;
    const text = toYaml(toPlain(explain(Buffer.from(lab), 'lab.yaml').explicit));
    expect(text.match(/- to: 10\.244\.3\.0\/24/g)).toHaveLength(2);
    expect(text).not.toMatch(/[&*]a\d/);
  });

  it('quotes text that would read as nothing', () => {
    expect(toYaml({ a: 'null', b: '', c: '~', d: null, e: '010' })).toBe(
      'a: "null"\nb: ""\nc: "~"\nd: ~\ne: 010\n',
    );
  });

  it('shows what a terminal would obey, and reads back the same', () => {
    const words = [
      '\x1b[31m',
      'a\u202eb\u2028',
      `${'long '.repeat(40)}::error::x`,
      'x\n ::error::y\n',
      '##[group]\ue000',
      '\u{E0041}\x9b',
    ];
    const lab = { lab: 'x', nodes: { a: { run: [{ exec: words }], files: { '/etc/x': words.join('\n') } } } };
    const text = toYaml(lab);
    expect(text).toMatch(/^[ -~\n]*$/);
    expect(text).not.toMatch(/^\s*::|##[a-z]*\[/m);
    expect(toPlain(explain(Buffer.from(text), 'lab.yaml').explicit)).toMatchObject({
      nodes: { a: lab.nodes.a },
    });
  });
});
