/**
 * The words that run one of these programs in a node. `-S`: without what a distribution's site packages load at every start, which
 * can be four times what Python itself needs. `-I`: nothing of the caller's folder or environment. An agent knows them by these
 * words, and forks (forked.py).
 */
const words = ['python3', '-IS', '-c'] as const;

export const python = (program: string, ...more: readonly string[]): readonly string[] => [
  ...words,
  program,
  ...more,
];

export const isPython = (argv: readonly string[]): boolean => words.every((word, i) => argv[i] === word);
