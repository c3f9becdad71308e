/**
 * The yaml library's document, within bounds on the number of words and on the nesting. Its composer takes time and memory for each
 * word, and more for each level. The lexer before it is fast, so a hostile text is refused there.
 */
import { Composer, CST, type Document, Lexer, Parser, YAMLParseError } from 'yaml';

/** Names, values, brackets and punctuation. */
export const mostWords = 200_000;
/** Levels of maps and lists; the deepest lab has about ten. */
export const mostLevels = 64;

export interface Bounds {
  /** Called with the offset of the first word beyond a bound. It does not return. */
  tooMany(offset: number): never;
  tooDeep(offset: number): never;
}

/** Tokens that are neither names nor values. Files have many of them, and they cost little. */
const free: ReadonlySet<string | null> = new Set(['newline', 'space', 'comment', 'doc-mode', 'scalar']);

/** A second document is an error of the first. */
export function composed(text: string, bounds: Bounds): Document {
  const lexer = new Lexer();
  const parser = new Parser();
  let words = 0;
  function* tokens(): Generator<CST.Token, void> {
    for (const lexeme of lexer.lex(text)) {
      // A plain scalar is two lexemes: a mark, which is free, and its text, which has no type of its own.
      if (!free.has(CST.tokenType(lexeme)) && ++words > mostWords) bounds.tooMany(parser.offset);
      yield* parser.next(lexeme);
      // The stack also holds what is not a level, so convert.ts finds the first level that is too deep.
      if (parser.stack.length > 2 * mostLevels) bounds.tooDeep(parser.offset);
    }
    yield* parser.end();
  }
  const composer = new Composer({ schema: 'failsafe', prettyErrors: false, uniqueKeys: false });
  const [document, second] = composer.compose(tokens(), true, text.length);
  const [start = 0, end = 0] = second?.range ?? [];
  if (second) document!.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'a second document'));
  return document!;
}
