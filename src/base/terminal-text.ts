/**
 * Text from a lab, a program or a packet, encoded for a terminal or a log. A terminal obeys control characters, hides
 * zero-width ones and reorders text after bidirectional ones; here each is shown as an escape instead: `\x1b`, `\u202e`.
 */

/**
 * Controls (C0, DEL, C1), format characters, line and paragraph separators, lone surrogates, noncharacters, and all that
 * Unicode says is drawn as nothing. Newline and tab are each destination's choice; U+FE0E and U+FE0F only choose how an emoji looks.
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

/** Several lines: newlines and tabs stay. */
export const terminalText = (text: string): string => text.replace(unseen, escaped);

/** One line: a newline is shown as `\n`, a tab as `\t`. */
export const terminalLine = (text: string): string =>
  terminalText(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
