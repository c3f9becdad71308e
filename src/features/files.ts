/**
 * Files that only this node sees, at absolute paths, for its daemons. They are stored in the lab's folder. An overlay
 * in the node's mount namespace shows them at their path, so the host's file of that name does not change.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { sentence } from '../base/scalar.ts';
import type { Neutral } from '../model/plan.ts';
import type { Feature } from './feature.ts';
import { requirePrivatePath } from './private-path.ts';

const schema = z.record(
  z.string().meta({ title: 'path' }),
  z.union([
    z.string(),
    z.strictObject({
      content: z.string().describe('Text of the file; $(node) is replaced by the address of node'),
      mode: z
        .string()
        .regex(/^0?[0-7]{3}$/, {
          error: (issue) => `expected three octal digits (644), found "${String(issue.input)}"`,
        })
        .default('644')
        .describe('File mode in octal'),
      neutral: z
        .record(z.string().meta({ title: 'line' }), sentence())
        .default({})
        .describe(
          'Lines that no packet of this lab notices the lack of, and why; netlab mutate leaves them alone',
        ),
    }),
  ]),
);
type Spec = z.output<typeof schema>;

interface File {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  /** By the line, without blanks around it. */
  readonly neutral: Readonly<Record<string, string>>;
  readonly source: Source;
}

export const files: Feature<Spec, readonly File[]> = {
  key: 'files',
  about: 'Files that only this node sees',
  trust: { asks: 'programs in the node read them: interpreters, the dynamic linker, shells' },
  schema,
  mounts: (all) => all.length > 0,
  requires: (all) => (all.length > 0 ? { kernel: ['overlay'] } : {}),
  resolve: (spec, asker) =>
    Object.entries(spec).map(([path, value]) => {
      requirePrivatePath(path, asker);
      const {
        content: text,
        mode,
        neutral,
      } = typeof value === 'string' ? { content: value, mode: '644', neutral: {} } : value;
      const content = asker.text(text, asker.at(path));
      return { path, content, mode: Number.parseInt(mode, 8), neutral, source: asker.keyAt(path) };
    }),
  plan: (all, { node, directory }) =>
    all.map(({ path, content, mode, neutral, source }) => ({
      kind: 'write',
      id: `${node.name}/file${path}`,
      stage: 'files',
      level: 0,
      node: node.name,
      source,
      reason: `This file is ${path} in ${node.name}.`,
      path: `${directory}/node/${node.name}/upper${path}`,
      content,
      mode,
      ...neutralLines(content, neutral),
    })),
};

/** A line may stand there several times: what is true of one is true of all. */
function neutralLines(content: string, neutral: File['neutral']): { readonly neutral?: Neutral } {
  const seen = new Map<string, number>();
  const said = content.split('\n').flatMap((line): [string, string][] => {
    const text = line.trim();
    const why = neutral[text];
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return why === undefined ? [] : [[`line/${text}${before > 0 ? ` (again ${before})` : ''}`, why]];
  });
  return said.length > 0 ? { neutral: Object.fromEntries(said) } : {};
}
