/** tshark as a reader of captures: one entry a packet, and in it for each field its values, those of the outermost first. */
import { execaSync } from 'execa';

export const missing = execaSync('tshark', ['--version'], { reject: false }).exitCode === undefined;
if (missing) console.warn('skipped: tshark is not installed, so no comparison with it');

/** Nothing is put together again, checksums are judged, and the ports are read that tshark does not know by itself. */
const OPTIONS = [
  ...['-n', '-d', 'udp.port==8472,vxlan', '-d', 'udp.port==8285,ip'],
  ...['-o', 'ip.defragment:FALSE', '-o', 'ipv6.defragment:FALSE', '-o', 'ip.check_checksum:TRUE'],
];

export function tshark(file: string, fields: readonly string[]): Map<string, string[]>[] {
  const shape = ['-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=|', '-E', 'separator=/t'];
  const argv = [...OPTIONS, '-r', file, ...shape, ...fields.flatMap((field) => ['-e', field])];
  const { stdout } = execaSync('tshark', argv, { stderr: 'ignore', stripFinalNewline: false });
  const lines = stdout.split('\n');
  return lines.slice(0, -1).map((line) => {
    const cells = line.split('\t').map((cell) => (cell === '' ? [] : cell.split('|')));
    return new Map(fields.map((field, index) => [field, cells[index] ?? []]));
  });
}

export const nanoseconds = (epoch: string | undefined): bigint => BigInt((epoch ?? '').replace('.', ''));
