/** How a packet comes to the chain of its pod, against what felix's sources say (felix/rules). */
import { describe, expect, it } from 'vitest';
import { api, chain, node1, web } from './node1.ts';

describe('dispatch', () => {
  it('asks for the first letter that differs, where several share it', () => {
    // cali68caf03a5f4, calibd0ecddfcf2 and calib83ffd00c45
    const node = node1([], { node1: ['web', 'api', 'guest'] });
    expect(chain(node, 'cali-to-wl-dispatch')).toEqual([
      `-o ${web} -g cali-tw-${web}`,
      '-o calib+ -g cali-to-wl-dispatch-b',
      '-j DROP',
    ]);
    expect(chain(node, 'cali-to-wl-dispatch-b')).toEqual([
      '-o calib83ffd00c45 -g cali-tw-calib83ffd00c45',
      `-o ${api} -g cali-tw-${api}`,
      '-j DROP',
    ]);
  });

  it('of one pod is one rule, of none only the end', () => {
    expect(chain(node1([], { node1: ['web'] }), 'cali-from-wl-dispatch')).toEqual([
      `-i ${web} -g cali-fw-${web}`,
      '-j DROP',
    ]);
    expect(chain(node1([], { node1: [], node2: ['db'] }), 'cali-from-wl-dispatch')).toEqual(['-j DROP']);
  });
});
