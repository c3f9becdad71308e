/**
 * Files that only this node sees, at absolute paths, for its daemons. They are stored in the lab's folder. An overlay
 * in the node's mount namespace shows them at their path, so the host's file of that name does not change.
 */
import * as z from 'zod';
import { defineFeature } from './feature.ts';
import { type PrivateFile, privateFileStep } from './private-file.ts';
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
    }),
  ]),
);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    files: z.input<typeof schema>;
  }
}

export const files = defineFeature<Spec, readonly PrivateFile[]>({
  key: 'files',
  about: 'Files that only this node sees',
  trust: { asks: 'programs in the node read them: interpreters, the dynamic linker, shells' },
  schema,
  mounts: (files) => ({ files }),
  resolvers(spec) {
    const file = spec['/etc/resolv.conf'];
    const text = typeof file === 'object' ? file.content : file;
    return text === undefined
      ? undefined
      : [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, ref]) => ref!);
  },
  requires: (all) => (all.length > 0 ? { kernel: ['overlay'] } : {}),
  resolve: (spec, asker) =>
    Object.entries(spec).map(([path, value]) => {
      requirePrivatePath(path, asker.keyAt(path), asker);
      const { content: text, mode } = typeof value === 'string' ? { content: value, mode: '644' } : value;
      const content = asker.text(text, asker.at(path));
      return { path, content, mode: Number.parseInt(mode, 8), source: asker.keyAt(path) };
    }),
  plan: (all, scope) => all.map((file) => privateFileStep(file, scope)),
});
