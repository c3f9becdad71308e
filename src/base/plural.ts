/** `1 node`, `2 nodes`, `1 process`, `2 processes`. */
export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
