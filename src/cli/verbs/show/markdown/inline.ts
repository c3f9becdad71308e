/** Marks inside a line: code, bold, emphasis, links. Code is read first, so that its asterisks stay. */
import type { Paint } from '../../../verb.ts';

const pattern =
  /(`+)(.+?)\1|\*\*(.+?)\*\*|__(.+?)__|(?<![\w*])\*(?!\s)(.+?)\*(?!\w)|(?<!\w)_(.+?)_(?!\w)|!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)|<(https?:[^>]+)>|\\([\\`*_{}[\]()#+.!|-])/g;

export const inline = (text: string, paint: Paint): string =>
  text.replaceAll(pattern, (all: string, ...groups: (string | undefined)[]) => {
    const [, code, bold, bold2, emphasis, emphasis2, label, target, url, escaped] = groups;
    if (code !== undefined) return isPlain(paint) ? all : words(code.trim(), paint.command);
    const strong = bold ?? bold2;
    if (strong !== undefined) return words(inline(strong, paint), paint.strong);
    const light = emphasis ?? emphasis2;
    if (light !== undefined) return inline(light, paint);
    if (label !== undefined) return link(inline(label, paint), target!, paint);
    return url ?? escaped ?? all;
  });

/** Without colors the backticks stay, to separate commands from the text around them. */
const isPlain = (paint: Paint): boolean => paint.command('x') === 'x';

/** Colours end with each word, so that a line can be broken between any two. */
const words = (text: string, colour: (text: string) => string): string =>
  text.split(' ').map(colour).join(' ');

/** A link within the document or folder is not printed: a terminal cannot follow it. */
const link = (label: string, target: string, paint: Paint): string =>
  /^https?:/.test(target) && target !== label ? `${label} ${paint.dim(`(${target})`)}` : label;
