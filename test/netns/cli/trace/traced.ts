/** `netlab trace` in a lab that is up, as a test compares it. */
import { execaSync } from 'execa';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildBundle } from '../../../build-bundle.ts';
import { netlab } from '../run-netlab.ts';

interface Way {
  readonly hops: readonly {
    readonly node: string;
    readonly interface: string;
    readonly direction: string;
    readonly changes?: Readonly<Record<string, unknown>>;
    readonly natRules?: readonly { readonly line: string }[];
  }[];
}

export const trace = (...argv: readonly string[]) => {
  const { exit, stdout, stderr } = netlab('trace', ...argv, '--json');
  expect(stderr).toBe('');
  const found = JSON.parse(stdout);
  const told = (way: Way | undefined) =>
    way?.hops.map(
      ({ node, interface: name, direction }) => `${node} ${name.replace(/^veth.*/, 'veth')} ${direction}`,
    );
  const [cause] = found.causes;
  return {
    exit,
    outcome: found.outcome as string,
    way: told(found.way),
    reply: told(found.reply),
    hops: (found.way as Way).hops,
    last: told(found.later ?? (found.outcome === 'reply-lost' ? found.reply : found.way))?.at(-1),
    cause: cause && { id: cause.id, node: cause.node },
    command: cause?.argv.join(' '),
  };
};
/** The same way, turned around. */
export const back = (way: readonly string[]) =>
  way.map((hop) => hop.replace(/(in|out)$/, (word) => (word === 'in' ? 'out' : 'in'))).reverse();

/** The lab is up while this file's tests run; gives what runs a command in a node. */
export const up = (lab: string) => {
  beforeAll(() => {
    buildBundle();
    expect(netlab('up', lab, '--quiet')).toMatchObject({ exit: 0 });
  });
  afterAll(() => {
    expect(netlab('down', lab)).toMatchObject({ exit: 0 });
  });
  return (node: string, command: string) =>
    execaSync('ip', ['netns', 'exec', `${lab}.${node}`, 'sh', '-ec', command], { stripFinalNewline: false })
      .stdout;
};
