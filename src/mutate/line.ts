/** A file that the lab writes for a daemon lacks one line. Comments and blank lines say nothing; netlab's own files are whole. */
import type { Mutation } from './mutation.ts';

const saysNothing = /^\s*([#!;].*)?$/;

export const line: Mutation = {
  name: 'line',
  about: "a line of a daemon's file is missing",
  of(step) {
    if (
      step.kind !== 'write' ||
      !step.id.startsWith(`${step.node}/file/`) ||
      step.path.endsWith('/etc/hosts')
    )
      return [];
    const lines = step.content.split('\n');
    return lines.flatMap((text, i) => {
      if (saysNothing.test(text)) return [];
      const before = lines.slice(0, i).filter((one) => one.trim() === text.trim()).length;
      return [
        {
          part: `${text.trim()}${before > 0 ? ` (again ${before})` : ''}`,
          what: `without the line "${text.trim()}"`,
          instead: { ...step, content: lines.toSpliced(i, 1).join('\n') },
        },
      ];
    });
  },
};
