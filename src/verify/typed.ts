import { typedLine } from '../base/quote.ts';

/** A command as a learner types it. */
export const typed = (lab: string, node: string | null, argv: readonly string[]): string =>
  node === null ? typedLine(argv) : `netlab exec ${lab} ${node} -- ${typedLine(argv)}`;
