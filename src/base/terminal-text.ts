/**
 * Encodes text from a lab, a program or a packet for a terminal or a log. A terminal executes control characters, hides
 * zero-width ones and reorders text after bidirectional ones. They are printed as escapes: `\x1b`, `\u202e`.
 */

/**
 * Controls (C0, DEL, C1), format characters, line and paragraph separators, lone surrogates, noncharacters, and characters that
 * Unicode defines as invisible. U+FE0E and U+FE0F stay: they only select the style of an emoji. Each destination decides on
 * newline and tab.
 */
export const unseen =
  /(?!\n|\t|\uFE0E|\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** The notation of JavaScript and Python. */
function escaped(char: string): string {
  const code = char.codePointAt(0)!;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/** Several lines: keeps newlines and tabs. */
export const terminalText = (text: string): string => text.replace(unseen, escaped);

/** One line: prints a newline as `\n`, a tab as `\t`. */
export const terminalLine = (text: string): string =>
  terminalText(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
