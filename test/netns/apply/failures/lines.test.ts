/** A failure names the line of the set or table. */
import { describe, expect, it } from 'vitest';
import { rule, rules, run } from '../plans.ts';
import { failure, lab, leavesNothing } from './failing.ts';

leavesNothing();

it('names the member that a set has already, of which `ipset restore` says the line', async () => {
  const member = { ...run('sets', 'red', 'ipset add s 192.0.2.9', 2), id: 'red/ipset/s/again' };
  const { failed } = await failure(
    run('sets', 'red', 'ipset create s hash:ip'),
    run('sets', 'red', 'ipset add s 192.0.2.9', 1),
    member,
    run('sets', 'red', 'ipset add s 192.0.2.10', 3),
  );
  expect(failed.step).toEqual(member);
  expect(failed.stderr.trim()).toMatch(
    /^ipset v[0-9.]+: Element cannot be added to the set: it's already added$/,
  );
});

describe('names the rule', () => {
  it.each([
    ['that does not parse', 'filter -A INPUT -p tcp --dport nonsense -j ACCEPT', /nonsense/],
    ['with an option that there is not', 'filter -A INPUT --no-such-option', /no-such-option/],
    ['with a target that there is not', 'filter -A INPUT -j NOSUCH', /NOSUCH/],
    [
      'in a chain that there is not',
      'nat -A NOSUCH -j ACCEPT',
      /No chain|does a matching|NOSUCH|No such file/,
    ],
    ['that only the commit refuses', 'filter -A INPUT -p tcp -j DNAT --to-destination 192.0.2.9', /./],
  ])('%s', async (_, line, stderr) => {
    const step = rules('red', [
      'nat -A POSTROUTING -j MASQUERADE',
      'filter -N FINE',
      line,
      'filter -A FINE -j ACCEPT',
    ]);
    const { failed } = await failure(step);
    expect(failed.step).toEqual(step);
    expect(failed.line).toEqual(rule(line));
    expect(failed.stderr).toMatch(stderr);
    // As `netlab plan` prints it: filter is the default table.
    const typed = `-t ${line}`.replace(/^-t filter /, '');
    expect(failed.command).toBe(`ip netns exec ${lab}.red iptables ${typed}`);
  });
});
