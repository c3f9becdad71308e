/**
 * The words that run one of these programs in a node. `-S`: no site packages, which a node's own /etc could replace,
 * and which can take four times as long as Python itself. `-I`: ignores the caller's folder and environment. An agent
 * recognizes its programs in the command line by these words, and forks (forked.py).
 */
const start = ['python3', '-IS'] as const;
const words = [...start, '-c'] as const;

/** A program in a file. */
export const pythonFile = (path: string, ...more: readonly string[]): readonly string[] => [
  ...start,
  path,
  ...more,
];

export const python = (program: string, ...more: readonly string[]): readonly string[] => [
  ...words,
  program,
  ...more,
];

export const isPython = (argv: readonly string[]): boolean => words.every((word, i) => argv[i] === word);
