// A mask is a text in which only prose is left. It keeps the length and the lines, so an offset in it is an offset in the file.

/** Fills what is not prose. No pattern matches across it. */
export const gap = '\0';
/** Fills code inside a sentence, which counts as one word. */
export const code = '\x01';

export const fill = (text, by) => text.replaceAll(/[^\n]/g, by);

export const withoutInlineCode = (text) =>
  text.replaceAll(/(`+)[^`\0]+\1|\{@link [^}]*\}/g, (span) => fill(span, code));

/** Gaps for everything but the matches of `token`. `keep` returns the prose of one match in the same length, or nothing. */
export function masked(text, token, keep) {
  let mask = '';
  let end = 0;
  for (const match of text.matchAll(token)) {
    mask += fill(text.slice(end, match.index), gap) + (keep(match) ?? fill(match[0], gap));
    end = match.index + match[0].length;
  }
  return mask + fill(text.slice(end), gap);
}

/** A comment without its signs. An empty line in it ends a passage. */
export const comment = (text, signs) =>
  withoutInlineCode(text.replaceAll(signs, (sign) => fill(sign, ' ')).replaceAll(/\n(?=[ \t]*\n)/g, gap));
