/** A file. The umask gives the mode where no bit for execution is wanted, which saves a chmod process for each file. */
import { sha256 } from '../base/digest.ts';
import { distinctIds } from '../base/distinct-ids.ts';
import { shellWord } from '../base/quote.ts';
import { namespaceFilesFolder } from '../model/owned.ts';
import type { StepBase } from '../model/plan.ts';
import { bare } from './kept.ts';
import type { Alteration, StepKind } from './step-kind.ts';

export interface WriteStep extends StepBase {
  readonly kind: 'write';
  /** Absolute, under /etc/netns/<namespace> or the plan's directory. */
  readonly path: string;
  readonly content: string;
  /** The content is bytes in base64. */
  readonly base64?: true;
  /** Octal permission bits: 0o644. */
  readonly mode: number;
  /** The path of a file with the same content and mode that exists already. This one becomes a hard link to it. */
  readonly sameAs?: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    write: WriteStep;
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

export const write: StepKind<WriteStep> = {
  kind: 'write',
  outside: true,
  command: ({ path }) => ['write', path],
  programs: ({ sameAs, base64 }) => (base64 ? ['base64'] : sameAs === undefined ? [] : ['ln']),
  print: (step) => [
    `mkdir -p ${shellWord(folderOf(step.path))}`,
    ...(step.sameAs === undefined ? written(step) : [`ln ${shellWord(step.sameAs)} ${shellWord(step.path)}`]),
  ],
  script({ path, content, mode, sameAs, base64 }) {
    // A repair may find the link in place, or a file that replaced it.
    if (sameAs !== undefined)
      return [
        `[ ${shellWord(path)} -ef ${shellWord(sameAs)} ] || ln -f ${shellWord(sameAs)} ${shellWord(path)} || exit`,
      ];
    const to = shellWord(path);
    return [
      `umask ${(0o777 & ~mode).toString(8).padStart(3, '0')}`,
      `printf %s ${shellWord(content)} ${base64 ? '| base64 -d ' : ''}>${to} || exit`,
      ...(mode & 0o111 ? [`chmod ${mode.toString(8)} ${to} || exit`] : []),
      'umask 022',
    ];
  },
  folders: ({ path }) => [folderOf(path)],
  // Files in /etc/netns are compared and never read back: each of a thousand nodes has the names of all.
  kept(step) {
    const words = bare(step);
    return step.path.startsWith(`${namespaceFilesFolder}/`)
      ? { ...words, content: `sha256:${sha256(words.content)}` }
      : words;
  },
  compare(step, node) {
    const name = step.path.match(/^\/etc\/netns\/[^/]+\/([^/]+)$/)?.[1];
    if (name === undefined || same(node.files[name], step.content)) return undefined;
    const what = node.files[name] === undefined ? 'is missing' : 'is not as planned';
    return { why: `${node.node}'s /etc/${name} ${what}`, argv: ['cat', `/etc/${name}`] };
  },
  mutations: { line: "a line of a daemon's file is missing" },
  /** Of files that the lab writes for a daemon. Comments and blank lines have no effect; netlab's own files are whole. */
  mutate(step) {
    if (!step.id.startsWith(`${step.node}/file/`) || /\/etc\/(hosts|resolv\.conf)$/.test(step.path))
      return [];
    const lines = step.content.split('\n');
    const idOf = distinctIds();
    return lines.flatMap((text, i): readonly Alteration[] => {
      if (/^\s*([#!;].*)?$/.test(text)) return [];
      return [
        {
          mutation: 'line',
          part: idOf(text.trim()),
          what: `without the line "${text.trim()}"`,
          instead: { ...step, content: lines.toSpliced(i, 1).join('\n') },
        },
      ];
    });
  },
};

const written = ({ path, content, mode, base64 }: WriteStep): readonly string[] => [
  `printf %s ${shellWord(content)} ${base64 ? '| base64 -d ' : ''}> ${shellWord(path)}`,
  ...(mode === 0o644 ? [] : [`chmod ${mode.toString(8)} ${shellWord(path)}`]),
];

/** A kept plan holds the SHA-256 of long files. */
const same = (content: string | undefined, planned: string): boolean =>
  content === planned || (content !== undefined && planned === `sha256:${sha256(content)}`);

/** A NUL ends a shell's word. */
export function refuseNul({ path, content }: WriteStep): void {
  if (content.includes('\0')) throw new TypeError(`${path} would hold a NUL byte`);
}
