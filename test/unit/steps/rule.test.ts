// Findings about a routing rule. The rows are of `ip -j rule`, iproute2 6.1.
import { expect, test } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { type RuleStep, rule } from '../../../src/steps/rule.ts';
import { compiled, withRed } from '../compiled.ts';

const { plan } = compiled(withRed({ 'routing-policy': [{ priority: 100, mark: 16, table: 100 }] }));
const step = plan.steps.find(({ kind }) => kind === 'rule') as RuleStep;

test.each<[object, string | undefined]>([
  [{ table: '100' }, undefined],
  [{ table: '101' }, 'asks table 101 and should ask 100'],
  [{ fwmask: '0xff', table: '100' }, 'is from all fwmark 16/0xff lookup 100'],
  [{ ipproto: 'tcp', table: '100' }, 'is from all fwmark 16 ipproto tcp lookup 100'],
  [{ table: '100', suppress_prefixlen: 0 }, 'is from all fwmark 16 lookup 100 suppress_prefixlength 0'],
  [{ goto: 32_766 }, 'is from all fwmark 16 goto 32766'],
  [{ table: '100', flow_to: '4' }, 'is from all fwmark 16 lookup 100 realms 4'],
])('%o is compared', (more, why) => {
  const row = { priority: 100, src: 'all', fwmark: '0x10', ...more };
  const node = { node: 'red', rules4: [row], rules6: [] } as unknown as NodeState;
  const names = { mac: (text: string) => text, address: (text: string) => text };
  const found = listOf(rule.compare!(step, node, names, [step]));
  if (why === undefined) expect(found).toEqual([]);
  else expect(found[0]?.why).toContain(`red's routing rule 100 ${why}`);
});
