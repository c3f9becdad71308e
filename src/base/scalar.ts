/**
 * Schemas of scalars. The parser keeps YAML's scalars as text (`010`, `1e3`, `yes`); these schemas convert them. `title` is
 * the name of the type in docs/reference.md, `editor` its JSON Schema. Before expansion a value may contain `$(name)`.
 */
import * as z from 'zod';
import { parseCidr, parseIp } from './cidr.ts';
import { interfaceNameFault, isInterfaceName } from './interface-name.ts';
import { terminalLine } from './terminal-text.ts';
import { isKey } from './x25519.ts';

/** Text as a type, for the parts of a lab that programs write. The schemas below read any text and refuse it themselves. */
const numeral = z.string() as z.ZodType<string, `${number}`>;
const truth = z.string() as z.ZodType<string, 'true' | 'false'>;

const typed = <T, Text extends string>(
  from: z.ZodType<string, Text>,
  read: (text: string) => T | undefined,
  expected: string,
  title: string,
  json: Record<string, unknown>,
) =>
  from
    .transform((text, ctx): T => {
      const value = read(text);
      if (value !== undefined) return value;
      ctx.addIssue({ code: 'custom', message: `expected ${expected}, found "${text}"` });
      return z.NEVER;
    })
    .meta({ title, editor: json });

/** A whole number in decimal. `010`, `0x10`, `1e3` and `1_000` are refused. */
export const integer = (min: number, max: number) =>
  typed(
    numeral,
    (text) => {
      const n = /^-?(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
      return n >= min && n <= max ? n : undefined;
    },
    `a whole number from ${min} to ${max}`,
    `${min} to ${max}`,
    {
      anyOf: [
        { type: 'integer', minimum: min, maximum: max },
        { type: 'string', pattern: '^-?(0|[1-9][0-9]*)$' },
      ],
    },
  );

/** The kernel's own tables, with the names that `ip` prints (rtnl_rttable_init). */
const kernelTables: Readonly<Record<string, number>> = { default: 253, main: 254, local: 255 };

/** A routing table: its number, or the name of one of the kernel's own. */
export const routingTable = () =>
  typed(
    z.string() as z.ZodType<string, `${number}` | 'default' | 'main' | 'local'>,
    (text) => {
      const n = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : kernelTables[text];
      return n !== undefined && n <= 4_294_967_295 ? n : undefined;
    },
    'a table from 1 to 4294967295, main, default or local',
    '1 to 4294967295, `main`, `default`, `local`',
    {
      anyOf: [
        { type: 'integer', minimum: 1, maximum: 4_294_967_295 },
        { type: 'string', pattern: '^([1-9][0-9]*|main|default|local)$' },
      ],
    },
  );

/** Seconds, optionally with a fraction: `2`, `0.5`. */
export const seconds = (min: number, max: number) =>
  typed(
    numeral,
    (text) => {
      const n = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
      return n >= min && n <= max ? n : undefined;
    },
    `seconds from ${min} to ${max}`,
    `${min} to ${max} s`,
    {
      anyOf: [
        { type: 'number', minimum: min, maximum: max },
        { type: 'string', pattern: '^[0-9]+([.][0-9]+)?$' },
      ],
    },
  );

/** Only `true` and `false`: YAML 1.1's `yes` and `on` are words here. */
export const boolean = () =>
  typed(
    truth,
    (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
    'true or false',
    '`true`, `false`',
    {
      enum: [true, false, 'true', 'false'],
    },
  );

const bracketed = (text: string): string =>
  /^\[.*\]$/.test(text) ? ': write IPv6 addresses without brackets, and the port as a separate key' : '';

/** `address/length` of either family, as a literal. */
export const cidr = () =>
  z
    .string()
    .superRefine((text, ctx) => {
      if (parseCidr(text)) return;
      const why = parseIp(text)
        ? `an address with a prefix length (such as ${text}/24), found "${text}"`
        : `an address with a prefix length, found "${text}"`;
      ctx.addIssue({ code: 'custom', message: `expected ${why}${bracketed(text)}` });
    })
    .meta({
      title: 'address/length',
      pattern: '^[0-9a-fA-F.:]+/[0-9]{1,3}$',
      examples: ['192.0.2.1/24', '2001:db8::1/64'],
    });

/** A literal address, `node`, `node:iface`, `self:iface` or text with `$(...)`. The resolve stage looks it up. */
export const addressRef = () => reference('an address, a node or node:interface', 'address');
/** `cluster.local`, with or without a final dot. */
export const domainName = () =>
  z
    .string()
    .regex(/^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_-]{1,63})*\.?$/, {
      error: (issue) => `expected a domain name, found "${String(issue.input)}"`,
    })
    .meta({ title: 'domain' });

/** A literal MAC address, `node:iface` or `self:iface`. */
export const macRef = () => reference('a MAC address or node:interface', 'MAC');

/** A literal key in base64, `node:iface` or `self:iface`. */
export const keyRef = () => reference('a public key in base64 or node:interface', 'key');

/** 32 bytes in base64, as wg(8) writes keys. */
export const key = () =>
  z
    .string()
    .superRefine((value, ctx) => {
      if (isKey(value)) return;
      const message = `expected 32 bytes in base64 (44 characters, as printed by wg genkey), found "${value}"`;
      ctx.addIssue({ code: 'custom', message, params: { code: 'bad-key' } });
    })
    .meta({ title: 'key' });

const reference = (expected: string, title: string) =>
  z
    .string()
    .superRefine((text, ctx) => {
      if (text === '' || /\s/.test(text) || /^\[.*\]$/.test(text))
        ctx.addIssue({ code: 'custom', message: `expected ${expected}, found "${text}"${bracketed(text)}` });
    })
    .meta({ title });

export const macPattern = /^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/;

/** A literal MAC address, or a reference to an interface with one. */
export const text = () => z.string();

/** A sentence for readers, on one line or several. Nothing in it may be more than it looks. */
export const sentence = () =>
  z.string().superRefine((text, ctx) => {
    const found = /(?![\n\t])\p{Cc}/u.exec(text)?.[0];
    if (found === undefined) return;
    const message = `a sentence holds no control character but newline and tab, found ${terminalLine(found)}`;
    ctx.addIssue({ code: 'custom', message, params: { code: 'control-character' } });
  });

/** Lab, node, group and variable names. Node names are host names, so a name has at most the length of a label (RFC 1035). */
export const name = (max = 63) =>
  z
    .string()
    .superRefine((text, ctx) => {
      if (/^[a-z][a-z0-9-]*$/.test(text) && text.length <= max) return;
      const message =
        text.length > max
          ? `the name has ${text.length} characters, the maximum is ${max}`
          : `expected a name of a-z, 0-9 and "-", beginning with a letter, found "${text}"`;
      ctx.addIssue({ code: 'custom', message, params: { code: 'bad-name' } });
    })
    .meta({ title: 'name', pattern: '^[a-z][a-z0-9-]*$', maxLength: max });

export const interfaceName = () =>
  z
    .string()
    .superRefine((value, ctx) => {
      if (isInterfaceName(value)) return;
      ctx.addIssue({
        code: 'custom',
        message: `"${value}" is not an interface name${interfaceNameFault(value)}`,
        params: { code: 'interface-name' },
      });
    })
    .meta({ title: 'interface' });

/** One or more nodes: a name, a group, a pattern, a label. */
export const selector = () => z.string().meta({ title: 'selector' });
/** The name of one node of the lab. */
export const nodeName = () => z.string().meta({ title: 'node' });
/** A command line, or a list of words. */
export const command = () => z.union([z.string(), z.array(z.string()).min(1)]).meta({ title: 'command' });

/** One of a closed list of words. */
export const word = <const T extends readonly [string, ...string[]]>(words: T) => z.enum(words);

/** One value or a list, read as a list. */
export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z
    .union([item, z.array(item).min(1)])
    .transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]) as z.output<T>[]);
