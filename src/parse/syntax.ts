/** Messages for the errors of the yaml library, with a hint what to do. */
import type { YAMLError } from 'yaml';
import type { Diagnostic, Source } from '../base/diagnostic.ts';

interface Words {
  readonly code?: string;
  /** Default: the library's own message. */
  readonly message?: string;
  readonly hint?: string;
}

const twoKeys: Words = {
  message: 'this value contains a second key',
  hint: 'quote text that contains ": " or ends with ":" (fd00::); write a second key on its own line',
};

const words: Readonly<Partial<Record<YAMLError['code'], Words>>> = {
  TAB_AS_INDENT: { code: 'tab', message: 'this line is indented with a tab', hint: 'indent with spaces' },
  MULTIPLE_DOCS: {
    code: 'second-document',
    message: 'a lab must be a single YAML document',
    hint: 'delete the --- or split the file',
  },
  TAG_RESOLVE_FAILED: {
    code: 'tag',
    message: 'YAML tags are not supported',
    hint: 'delete the tag; quote text that begins with "!"',
  },
  BLOCK_AS_IMPLICIT_KEY: twoKeys,
  BLOCK_IN_FLOW: twoKeys,
  BAD_SCALAR_START: { hint: 'quote the value' },
  BAD_DQ_ESCAPE: { hint: 'use single quotes, in which a backslash has no special meaning' },
  BAD_INDENT: { hint: 'indent all keys of a map to the same column' },
  MULTILINE_IMPLICIT_KEY: {
    message: 'this line is neither a key nor a list item',
    hint: 'end a key with ": "; begin an item with "- "',
  },
};

const brackets: readonly (readonly [message: string, pattern: RegExp])[] = [
  ['a "{" is not closed, or its content is not indented', /end with a }/],
  ['a "[" is not closed, or its content is not indented', /end with a \]/],
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
