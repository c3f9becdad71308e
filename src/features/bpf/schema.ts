import * as z from 'zod';
import { boolean, integer, interfaceName, sentence, word } from '../../base/scalar.ts';
import { cgroupHooks } from '../../steps/bpf-hooks.ts';

/** A name in C. bpffs takes none with a dot. */
const symbol = (what: string) =>
  z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, {
      error: (issue) => `expected the name of a ${what} in C, found "${String(issue.input)}"`,
    })
    .meta({ title: what });

const about = sentence().optional().describe('Reason for it; the plan prints it');
const program = symbol('function').describe('Function of the program');

const tcProgram = z.strictObject({
  program,
  tc: word(['ingress', 'egress']).describe('The program sees packets that arrive or leave, at tc (clsact)'),
  dev: interfaceName().describe('Interface of the node'),
  prio: integer(1, 65_535).default(1).describe('Programs and filters of lower numbers come first'),
  about,
});
const xdpProgram = z.strictObject({
  program,
  xdp: word(['generic', 'native']).describe('The program sees frames that arrive, before all else'),
  dev: interfaceName().describe('Interface of the node'),
  about,
});
const cgroupProgram = z.strictObject({
  program,
  cgroup: word(cgroupHooks).describe(
    'The program runs for sockets of the processes of the node, as in bpftool-cgroup(8)',
  ),
  about,
});

const entry = z.strictObject({
  key: z.string().describe('Typed values: ip 10.96.0.10 be16 80 u8 6'),
  value: z.string().describe('Typed values'),
  about,
});
export type EntrySpec = z.output<typeof entry>;

const map = z.strictObject({
  map: symbol('map').describe('Map'),
  volatile: boolean()
    .default(false)
    .describe('The programs change the values, so netlab compares the keys alone'),
  entries: z.array(entry).min(1).describe('Contents'),
});

export const bpfSchema = z.strictObject({
  objects: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9_-]+\.bpf\.c$/, {
          error: (issue) => `expected the name of a source (count.bpf.c), found "${String(issue.input)}"`,
        })
        .meta({ title: 'name.bpf.c' }),
    )
    .min(1)
    .describe('Sources beside the lab; the compiled object of name.bpf.c is name.o'),
  programs: z
    .array(z.union([tcProgram, xdpProgram, cgroupProgram]))
    .default([])
    .describe('Programs of the objects, each with the hook that it is attached to'),
  maps: z.array(map).default([]).describe('Maps of the objects, with what the lab writes into them'),
});
export type BpfSpec = z.output<typeof bpfSchema>;
export type ProgramSpec = BpfSpec['programs'][number];
