// Where the prose is in each kind of file, as a mask (mask.js).
import { code, comment, fill, gap, masked, withoutInlineCode } from './mask.js';

const hashComment = String.raw`(?<=^|[ \t])#[ \t][^\n]*(?:\n[ \t]*#(?:[ \t][^\n]*)?(?=\n))*`;
const hashSigns = /^[ \t]*#+/gm;

/** A string of two words or more may be a sentence. `${x}` and `%s` are words of it. */
const sentence = (text) =>
  /[a-z] [a-z]/i.test(text)
    ? gap +
      withoutInlineCode(text.slice(1, -1)).replaceAll(/\$\{[^}]*\}+|\\./g, (part) => fill(part, code)) +
      gap
    : undefined;

const script =
  /\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}|[^`\\])*`|(?<=(?:^|[(,=:[!&|?;{}\n]|=>|return)\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

/** Comments; with `strings`, the text of literals too. */
export const javascript = (text, strings) =>
  masked(text, script, ([part]) => {
    if (/^\/[/*]/.test(part)) return comment(part, /^[ \t]*(?:\/\/+|\/\*+|\*(?!\/))|\*\/$/gm);
    return strings && /^['"`]/.test(part) ? sentence(part) : undefined;
  });

const py = new RegExp(
  String.raw`[rbf]*"""[\s\S]*?"""|'''[\s\S]*?'''|${hashComment}|[rbf]*"(?:\\.|[^"\\\n])*"|[rbf]*'(?:\\.|[^'\\\n])*'`,
  'gm',
);

/** Comments and docstrings. */
export const python = (text) =>
  masked(text, py, ([part]) => {
    if (part.startsWith('#')) return comment(part, hashSigns);
    return part.endsWith('"""') ? comment(part, /"""/g) : undefined;
  });

export const shell = (text) =>
  masked(text, new RegExp(hashComment, 'gm'), ([part]) => comment(part, hashSigns));

const about = String.raw`(?<=\b(?:about|description): +)(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^\n"'|>](?:(?! #|[}\]]|, [a-z-]+:)[^\n])*)`;
const yamlToken = new RegExp(`${about}|${hashComment}`, 'gm');

/** Comments, and the values of `about` and `description`. */
export const yaml = (text) =>
  masked(text, yamlToken, ([part]) =>
    part.startsWith('#') ? comment(part, hashSigns) : withoutInlineCode(part.replaceAll(/^["']|["']$/g, gap)),
  );

/** Paragraphs, headings, list items and cells, without code, comments and the addresses of links. */
export const markdown = (text) => {
  const blank = (by) => (part) => fill(part, by);
  const prose = text
    .replaceAll(
      /^([ \t]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[ \t]*$|<!--[\s\S]*?-->|^\|[-:| ]+\|$/gm,
      blank(gap),
    )
    .replaceAll(/(?<=\])\([^)\s]*\)|<[^>\n]*>/g, blank(' '))
    .replaceAll(/https?:\/\/\S+/g, blank(code));
  return withoutInlineCode(prose)
    .replaceAll(/[[\]*]/g, ' ')
    .replaceAll(/^[ \t]*(?:[-+]|\d+\.)(?= )|\|/gm, blank(gap))
    .replaceAll(/^#+ .*\n|\n(?=[ \t]*\n)|\n(?=[ \t]*\0)/gm, (part) => part.replace(/\n$/, gap));
};
