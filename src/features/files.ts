/**
 * Files that only this node sees, at absolute paths, for its daemons. They lie in the lab's own folder and appear through an
 * overlay in the node's mount namespace, so the host's file of that name is never touched.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import type { Feature } from './feature.ts';
import { requirePrivatePath } from './private-path.ts';

const schema = z.record(
  z.string().meta({ title: 'path' }),
  z.union([
    z.string(),
    z.strictObject({
      content: z.string().describe('The text; $(node) is its address'),
      mode: z
        .string()
        .regex(/^0?[0-7]{3}$/, {
          error: (issue) => `expected three octal digits (644), found "${String(issue.input)}"`,
        })
        .default('644')
        .describe('Who may read and write it, in octal'),
    }),
  ]),
);
type Spec = z.output<typeof schema>;

interface File {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  readonly source: Source;
}

export const files: Feature<Spec, readonly File[]> = {
  key: 'files',
  about: 'Files that only this node sees',
  schema,
  mounts: (all) => all.length > 0,
  requires: (all) => (all.length > 0 ? { kernel: ['overlay'] } : {}),
  resolve: (spec, asker) =>
    Object.entries(spec).map(([path, value]) => {
      requirePrivatePath(path, asker);
      const [text, mode] = typeof value === 'string' ? [value, '644'] : [value.content, value.mode];
      const source = asker.keyAt(path);
      return { path, content: asker.text(text, asker.at(path)), mode: Number.parseInt(mode, 8), source };
    }),
  plan: (all, { node, directory }) =>
    all.map(({ path, content, mode, source }) => ({
      kind: 'write',
      id: `${node.name}/file${path}`,
      stage: 'files',
      level: 0,
      node: node.name,
      source,
      reason: `${node.name} sees this as ${path}.`,
      path: `${directory}/node/${node.name}/upper${path}`,
      content,
      mode,
    })),
};
