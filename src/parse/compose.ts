/**
 * The yaml library's documents, within bounds on the number of words and on the nesting. Its composer takes time and memory for each
 * word, and more for each level. The lexer before it is fast, so a hostile text is refused there.
 */
import { Composer, CST, type Document, Lexer, Parser } from 'yaml';

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

/** The first `most` documents of a text, at least one. */
export function composed(text: string, most: number, bounds: Bounds): readonly Document[] {
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
  const documents: Document[] = [];
  for (const document of composer.compose(tokens(), true, text.length))
    if (documents.push(document) === most) break;
  return documents;
}
