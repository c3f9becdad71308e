/** Schemas of numbers in packet patterns. All fields of a pattern are optional. */
import { integer, word } from '../base/scalar.ts';

export const u8 = (about: string) => integer(0, 255).optional().describe(about);
export const u16 = (about: string) => integer(0, 65_535).optional().describe(about);
export const u24 = (about: string) => integer(0, 16_777_215).optional().describe(about);
export const u32 = (about: string) => integer(0, 4_294_967_295).optional().describe(about);

/** EtherTypes that GRE and Geneve name. */
export const carried = (about: string) => word(['ipv4', 'ipv6', 'teb']).optional().describe(about);
