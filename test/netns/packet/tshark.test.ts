/**
 * Our own captures of much traffic, against what tshark reads in them: each field of each packet, in the kinds that are counted
 * here. Two captures in the middle of a small net, and the shipped lab in which a process carries packets, for TUN's.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { compile } from '../../../src/engine/compile.ts';
import type { Captured } from '../../../src/packet/captured.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import { readPcapng } from '../../../src/packet/pcapng.ts';
import { writePcapng } from '../../../src/packet/write-pcapng.ts';
import { local } from '../../../src/places/local.ts';
import { inOrder } from '../../../src/tap/in-order.ts';
import { tap } from '../../../src/tap/tap.ts';
import { disagreements } from '../../unit/packet/agreement.ts';
import { uncompared } from '../../unit/packet/leaves.ts';
import { missing } from '../../unit/packet/tshark.ts';
import { KINDS, kindsOf } from './kinds.ts';
import traffic from './traffic.py';

const folder = mkdtempSync(join(tmpdir(), 'netlab-tshark-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Recording {
  readonly lab: string;
  readonly text: Buffer;
  readonly at: readonly string[];
  readonly from: string;
  readonly argv: readonly string[];
}

/** The packets on the interfaces while `argv` runs in a node, through a capture file of the test. */
async function record({
  lab,
  text,
  at,
  from,
  argv,
}: Recording): Promise<{ file: string; packets: Captured[] }> {
  const { plan } = compile(text, 'lab.yaml');
  const nodeOf = (name: string) => plan.nodes.find((one) => one.name === name)!;
  const packets: Captured[] = [];
  await apply(plan, local, { file: '/tmp/lab.yaml' });
  try {
    const order = inOrder((packet) => packets.push(packet));
    const places = at.map((one) => ({ node: nodeOf(one.split(':')[0]!), interface: one.split(':')[1]! }));
    const listener = tap(
      (command) => local.open(command),
      places,
      { snapLength: 2048 },
      (one) => order.push(one),
    );
    await listener.listening;
    await execa('ip', ['netns', 'exec', nodeOf(from).namespace, ...argv]);
    listener.stop();
    // Packets that a busy machine lost are not compared. Enough are left.
    await listener.done;
    order.end();
  } finally {
    expect((await down(lab, local)).problems).toEqual([]);
  }
  const file = join(folder, `${lab}.pcapng`);
  writeFileSync(file, writePcapng(packets));
  return { file, packets };
}

describe.skipIf(missing)('tshark agrees with every field that we read', () => {
  let seen: readonly { file: string; packets: Captured[] }[] = [];
  beforeAll(async () => {
    const small = await record({
      lab: 'sharks',
      text: readFileSync(new URL('sharks.yaml', import.meta.url)),
      at: ['router:eth0', 'blue:any'],
      ...{ from: 'red', argv: ['python3', '-c', traffic] },
    });
    const carried = await record({
      lab: 'flannel-udp',
      text: readFileSync('labs/flannel-udp/lab.yaml'),
      at: ['node1:flannel0', 'node1:eth0'],
      from: 'pod1-1',
      argv: ['sh', '-c', 'ping -q -c 20 -i 0.002 pod2-1; ping -q -c 3 -s 3000 pod2-1'],
    });
    seen = [small, carried];
  });

  it('packet by packet', () => {
    const found = seen.flatMap(({ packets, file }) => disagreements(packets, file));
    expect(found.slice(0, 10)).toEqual([]);
  });

  it('and no field is left out', () => {
    expect(uncompared(seen.flatMap(({ packets }) => packets))).toEqual([]);
  });

  it('on more than a thousand packets, and ten at least of each kind', () => {
    const frames = seen.flatMap(({ packets }) => packets).map(dissect);
    const kinds = frames.flatMap(kindsOf);
    expect(frames.length).toBeGreaterThan(1000);
    const counts = Object.keys(KINDS).map(
      (kind) => [kind, kinds.filter((one) => one === kind).length] as const,
    );
    expect(counts.filter(([, count]) => count < 10)).toEqual([]);
  });

  it('which our reader has as they were', () => {
    const bytes = (packets: readonly Captured[]) => Buffer.from(writePcapng(packets)).toString('latin1');
    for (const { file, packets } of seen)
      expect(bytes(readPcapng(readFileSync(file))) === bytes(packets)).toBe(true);
  });
});
