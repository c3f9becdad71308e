/** What the yaml library finds wrong with a text, in words that say what to do. */
import type { YAMLError } from 'yaml';
import type { Diagnostic, Source } from '../base/diagnostic.ts';

interface Words {
  readonly code?: string;
  /** Without it, the library's own sentence stands. */
  readonly message?: string;
  readonly hint?: string;
}

const twoKeys: Words = {
  message: 'a second key begins in this value',
  hint: 'text that holds ": " or ends with ":" (fd00::) stands in quotes; a key of its own stands in its own column',
};

const words: Readonly<Partial<Record<YAMLError['code'], Words>>> = {
  TAB_AS_INDENT: { code: 'tab', message: 'a tab indents this line', hint: 'YAML is indented with blanks' },
  MULTIPLE_DOCS: {
    code: 'second-document',
    message: 'a second document begins here',
    hint: 'one file is one lab: delete the --- or split the file',
  },
  RESOURCE_EXHAUSTION: { code: 'too-deep', message: 'the text is nested deeper than any lab' },
  TAG_RESOLVE_FAILED: {
    code: 'tag',
    message: 'tags mean nothing in a lab',
    hint: 'leave it out; text that begins with "!" stands in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: twoKeys,
  BLOCK_IN_FLOW: twoKeys,
  BAD_SCALAR_START: { hint: 'put the value in quotes' },
  BAD_DQ_ESCAPE: { hint: 'in single quotes a backslash is just a backslash' },
  BAD_INDENT: { hint: 'keys of one map begin in the same column' },
  MULTILINE_IMPLICIT_KEY: {
    message: 'this is neither a key nor a list item',
    hint: 'a key ends with ": ", an item begins with "- "',
  },
};

const brackets: readonly (readonly [message: string, pattern: RegExp])[] = [
  ['a "{" has no "}", or what it holds is not indented', /end with a }/],
  ['a "[" has no "]", or what it holds is not indented', /end with a \]/],
  ['a double quote is not closed', /Missing closing "/],
  ['a single quote is not closed', /Missing closing '/],
];

export function syntaxFault(error: YAMLError, at: Source): Diagnostic {
  const open = brackets.find(([, pattern]) => pattern.test(error.message));
  if (open) return { code: 'yaml', message: open[0], at };
  const { code = 'yaml', message = lowerFirst(error.message), hint } = words[error.code] ?? {};
  return { code, message, at, ...(hint ? { hint } : {}) };
}

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? `${text[0]!.toLowerCase()}${text.slice(1)}` : text;
