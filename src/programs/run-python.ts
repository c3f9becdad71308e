/**
 * The words that run one of these programs in a node. `-S`: without what a distribution's site packages load at every start, which
 * can be four times what Python itself needs. `-I`: nothing of the caller's folder or environment.
 */
export const python = (program: string, ...words: readonly string[]): readonly string[] => [
  'python3',
  '-IS',
  '-c',
  program,
  ...words,
];
