/**
 * The words that run one of these programs in a node. `-S`: without site packages, which a node's own /etc could replace, and which
 * can take four times what Python itself needs. `-I`: nothing of the caller's folder or environment. An agent knows the programs
 * in the command line by these words, and forks (forked.py).
 */
const start = ['python3', '-IS'] as const;
const words = [...start, '-c'] as const;

/** A program that lies in a file. */
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
