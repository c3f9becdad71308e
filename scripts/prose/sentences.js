import { gap } from './mask.js';

export const mostWords = 25;

/** A list of values in code counts as one word. */
const codeList = /\x01+(?:,\s+\x01+)+/g;

/** Yields sentences of more than 25 words, as `matchAll` does. Words in parentheses do not count. */
export function* longSentences(mask) {
  for (const passage of mask.matchAll(new RegExp(`[^${gap}]+`, 'g')))
    for (const sentence of passage[0].matchAll(/[\s\S]+?(?:(?<!\be\.g|\bi\.e|\.\.)[.?!]["')]*(?=\s)|$)/g)) {
      const counted =
        sentence[0]
          .replaceAll(/\([^()]*\)/g, ' ')
          .replaceAll(codeList, '\x01')
          .match(/\S*[\p{L}\p{N}\x01]\S*/gu) ?? [];
      if (counted.length <= mostWords) continue;
      const blank = sentence[0].length - sentence[0].trimStart().length;
      yield {
        0: `${counted.slice(0, 5).join(' ')} ... (${counted.length} words)`,
        index: passage.index + sentence.index + blank,
      };
    }
}
