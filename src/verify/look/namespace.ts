import type { Reader } from './reader.ts';

export const namespace: Reader = {
  about: 'the namespace itself',
  find: (_, node) =>
    node.exists
      ? undefined
      : { why: `the namespace of ${node.node} does not exist`, argv: ['ip', 'link', 'show'] },
};
