// Findings about BPF, from what bpftool 7.1, ip and tc of iproute2 6.1 printed.
import { describe, expect, test } from 'vitest';
import type { Step } from '../../../src/model/plan.ts';
import type { NodeState } from '../../../src/state/state.ts';
import { verdictOf } from '../../../src/steps/bpf-load.ts';
import { bpfPart } from '../../../src/steps/bpf-state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { commandOf, kindOf, stepKinds } from '../../../src/steps/index.ts';
import { tcPart } from '../../../src/steps/tc-show.ts';
import { compiled, withRed } from '../compiled.ts';

const path = new URL('../../netns/bpf/lab.yaml', import.meta.url).pathname;
const { plan } = compiled(
  withRed({
    bpf: {
      objects: ['hooks.bpf.c'],
      programs: [
        { program: 'on_connect', cgroup: 'connect4' },
        { program: 'see_packet', tc: 'ingress', dev: 'eth0' },
        { program: 'see_frame', xdp: 'generic', dev: 'eth0' },
      ],
      maps: [
        { map: 'refused', entries: [{ key: 'ip 192.0.2.2 be16 81 zero 2', value: 'u32 1' }] },
        { map: 'seen', volatile: true, entries: [{ key: 'u32 0', value: 'u64 0' }] },
      ],
    },
  }),
  [],
  path,
);
const own = plan.steps.filter(
  (step) => step.node === 'red' && (step.stage === 'programs' || step.kind === 'tc'),
);
const names = { mac: (mac: string) => mac, address: (address: string) => address };

const lines = {
  programs: ['on_connect', 'see_packet', 'see_frame'].map(
    (name) => `program ${name} {"id":18,"name":"${name}"}`,
  ),
  cgroup: [
    'cgroup . [{"id":19,"attach_type":"cgroup_inet4_connect","attach_flags":"multi","name":"on_connect"}]',
  ],
  maps: [
    'map refused [{"key":["0xc0","0x00","0x02","0x02","0x00","0x51","0x00","0x00"],"value":["0x01","0x00","0x00","0x00"]}]',
    'map seen [{"key":["0x00","0x00","0x00","0x00"],"value":["0x09","0x00","0x00","0x00","0x00","0x00","0x00","0x00"]},{"key":["0x01","0x00","0x00","0x00"],"value":["0x07","0x00","0x00","0x00","0x00","0x00","0x00","0x00"]}]',
  ],
};
const qdiscs = `qdisc clsact ffff: dev eth0 parent ffff:fff1
in eth0 ingress
filter protocol all pref 1 bpf chain 0
filter protocol all pref 1 bpf chain 0 handle 0x1 see_packet:[*fsobj] direct-action not_in_hw id 29 name see_packet tag 39a5c87c9f980675 jited
`;
const xdp = { mode: 2, prog: { id: 18, name: 'see_frame', tag: 'd4f8542f2b42fac5', jited: 1 } };

const found = (
  change: Partial<typeof lines> & { tc?: string; xdp?: object } = {},
  steps: readonly Step[] = own,
) => {
  const { tc = qdiscs, xdp: attached = xdp, ...rest } = change;
  const text = Object.values({ ...lines, ...rest })
    .flat()
    .join('\n');
  const node = {
    ...{ node: 'red', exists: true, links: [{ ifname: 'eth0', xdp: attached }] },
    parts: new Map<string, unknown>([
      ['bpf', bpfPart.read(text)],
      ['tc', tcPart.read(tc)],
    ]),
  } as unknown as NodeState;
  return [
    ...steps.flatMap((step) => listOf(kindOf(step).compare?.(step, node, names, own))),
    ...stepKinds.all
      .filter(({ kind }) => ['bpf-map', 'bpf-cgroup', 'xdp', 'tc'].includes(kind))
      .flatMap(({ extra }) => listOf(extra?.(node, steps))),
  ].map(({ why, mend, extra }) => [
    why,
    ...(mend ?? extra?.remove ?? []).map((step) => commandOf(step).join(' ')),
  ]);
};

describe('compared with the plan', () => {
  test('as planned', () => {
    expect(found()).toEqual([]);
  });

  test('a program is not attached to the cgroup', () => {
    expect(found({ cgroup: ['cgroup . []'] })).toEqual([
      ["red's cgroup has no program on_connect at connect4"],
    ]);
  });

  test('another program is attached, too', () => {
    const other = '{"id":77,"attach_type":"cgroup_inet6_connect","name":"other"}]';
    expect(found({ cgroup: [lines.cgroup[0]!.replace(/]$/, `,${other}`)] })).toEqual([
      [
        "red's cgroup has a program that no step attached: other at cgroup_inet6_connect",
        'bpftool cgroup detach /run/netlab/x/cgroup/red cgroup_inet6_connect id 77',
      ],
    ]);
  });

  test('an entry has another value, one is missing, one is extra', () => {
    const [refused, seen] = lines.maps as [string, string];
    expect(found({ maps: [refused.replace('"0x01"', '"0x02"'), seen] })).toEqual([
      ["red's BPF map refused has 2 0 0 0 under key 192 0 2 2 0 81 0 0 and should have 1 0 0 0"],
    ]);
    expect(found({ maps: ['map refused []', seen] })).toEqual([
      ["red's BPF map refused has no entry with key 192 0 2 2 0 81 0 0"],
    ]);
    const more = `${refused.replace(/]$/, '')},{"key":["0x05"],"value":["0x01"]}]`;
    expect(found({ maps: [more, seen] })).toEqual([
      [
        "red's BPF map refused has an entry that no step made: key 5 value 1",
        'bpftool map delete pinned /run/netlab/x/bpf/red/maps/refused key 5',
      ],
    ]);
  });

  test('the program is attached to the other direction, too', () => {
    const more = qdiscs.slice(qdiscs.indexOf('filter'));
    expect(found({ tc: `${qdiscs}in eth0 egress\n${more}` })).toEqual([
      ['red has a filter that no step made: bpf 1 on eth0', 'tc filter del dev eth0 egress prio 1'],
    ]);
  });

  test('an interface has another XDP program', () => {
    expect(found({ xdp: { ...xdp, mode: 1, prog: { name: 'other' } } })).toEqual([
      [
        "red's eth0 has the XDP program other and should have see_frame (generic)",
        'ip link set dev eth0 xdpdrv off',
        'ip link set dev eth0 xdpgeneric pinned /run/netlab/x/bpf/red/programs/see_frame',
      ],
    ]);
  });

  test('an interface without a planned program has one', () => {
    const [why, remove] = found(
      {},
      own.filter(({ kind }) => kind !== 'xdp'),
    )[0]!;
    expect(why).toBe("red's eth0 has an XDP program that no step attached: see_frame");
    expect(remove).toBe('ip link set dev eth0 xdpgeneric off');
  });

  test('without its pins, everything is loaded again, after the old programs are detached', () => {
    const error = '{"error":"bpf obj get (/run/netlab/x): No such file or directory"}';
    const [first] = found({
      programs: ['on_connect', 'see_packet', 'see_frame'].map((name) => `program ${name} ${error}`),
      maps: [`map refused ${error}`, `map seen ${error}`],
    });
    const b = '/run/netlab/x/bpf/red';
    expect(first).toEqual([
      'red has no BPF program on_connect',
      'bpftool cgroup detach /run/netlab/x/cgroup/red cgroup_inet4_connect id 19',
      'tc filter del dev eth0 ingress prio 1',
      'ip link set dev eth0 xdpgeneric off',
      `rm -rf ${b}`,
      `bpftool -n prog loadall /run/netlab/x/objects/hooks.o ${b}/programs pinmaps ${b}/maps`,
      `bpftool map update pinned ${b}/maps/refused key 192 0 2 2 0 81 0 0 value 1 0 0 0`,
      `bpftool map update pinned ${b}/maps/seen key 0 0 0 0 value 0 0 0 0 0 0 0 0`,
      `bpftool cgroup attach /run/netlab/x/cgroup/red connect4 pinned ${b}/programs/on_connect multi`,
      `tc filter add dev eth0 ingress protocol all prio 1 bpf da object-pinned ${b}/programs/see_packet`,
      `ip link set dev eth0 xdpgeneric pinned ${b}/programs/see_frame`,
    ]);
  });
});

test('lines of diff leave out numbers and the values of volatile maps', () => {
  const text = Object.values(lines).flat().join('\n');
  expect(bpfPart.lines(bpfPart.read(text), own)).toEqual([
    ...['on_connect', 'see_packet', 'see_frame'].map((name) => `program ${name}`),
    'cgroup of the node',
    'cgroup_inet4_connect on_connect',
    'map refused key 192 0 2 2 0 81 0 0 value 1 0 0 0',
    'map seen key 0 0 0 0',
    'map seen key 1 0 0 0',
  ]);
});

describe('the verifier', () => {
  const log = (
    where: (line: number) => string,
  ) => `libbpf: prog 'count': BPF program load failed: Permission denied
libbpf: prog 'count': -- BEGIN PROG LOAD LOG --
0: R1=ctx() R10=fp0
; counted = bpf_map_lookup_elem(&packets, &protocol);${where(2)}
13: (85) call bpf_map_lookup_elem#1   ; R0=map_value_or_null(id=1,map=packets,ks=1,vs=8)
; __sync_fetch_and_add(counted, 1);${where(3)}
15: (db) lock *(u64 *)(r0 +0) += r1
R0 invalid mem access 'map_value_or_null'
processed 15 insns (limit 1000000) max_states_per_insn 0 total_states 1 peak_states 1 mark_read 0
-- END PROG LOAD LOG --
libbpf: prog 'count': failed to load: -13
Error: failed to load object file
Warning: bpftool is now running in libbpf strict mode and has more stringent requirements about BPF programs.
If it used to work for this object file but now doesn't, see --legacy option for more details.
`;
  const code = {
    file: 'labs/x/bad.bpf.c',
    text: 'int count(void)\n\tcounted = bpf_map_lookup_elem(&packets, &protocol);\n\t__sync_fetch_and_add(counted, 1);\n',
  };
  const step = { id: 'red/bpf/bad', reason: 'It loads.', code };

  test.each([
    ['Linux 6.10 and later, which prints the number of the line', (line: number) => ` @ bad.bpf.c:${line}`],
    ['an earlier kernel', () => ''],
  ])('%s', (_, where) => {
    const { line, stderr = '' } = verdictOf(step, log(where));
    expect(line?.source).toEqual({ file: 'labs/x/bad.bpf.c', line: 3, column: 1 });
    expect(stderr.split('\n')[0]).toBe("the kernel's verifier refuses the program count:");
    expect(stderr.split('\n').at(-1)).toBe("R0 invalid mem access 'map_value_or_null'");
  });

  test('any other error is printed without advice about an option', () => {
    const { line, stderr } = verdictOf(
      step,
      'libbpf: failed to open x.o: No such file\nWarning: bpftool is now running in libbpf strict mode and\nIf it used to\n',
    );
    expect({ line, stderr }).toEqual({ line: undefined, stderr: 'libbpf: failed to open x.o: No such file' });
  });
});
