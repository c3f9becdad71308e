import { sha256 } from '../../base/digest.ts';
import type { Reader } from './reader.ts';

export const file: Reader = {
  about: "a node's files",
  find(step, node) {
    const name = step.kind === 'write' ? step.path.match(/^\/etc\/netns\/[^/]+\/([^/]+)$/)?.[1] : undefined;
    if (step.kind !== 'write' || name === undefined || same(node.files[name], step.content)) return undefined;
    const what = node.files[name] === undefined ? 'is missing' : 'is not as planned';
    return { why: `${node.node}'s /etc/${name} ${what}`, argv: ['cat', `/etc/${name}`] };
  },
};

/** The plan that a lab was built from has long files' SHA-256 in their place. */
const same = (content: string | undefined, planned: string): boolean =>
  content === planned || (content !== undefined && planned === `sha256:${sha256(content)}`);
