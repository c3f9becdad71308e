/** `--vary cluster.services.proxy=iptables,nftables`: a lab once with each value, side by side. */
import { UsageError } from '../usage-error.ts';

export interface Variant {
  /** As figures name it: `nftables`. Empty without --vary. */
  readonly label: string;
  /** A value of --set. */
  readonly sets: readonly string[];
}

export function variants(vary: string | undefined): readonly Variant[] {
  if (vary === undefined) return [{ label: '', sets: [] }];
  const equals = vary.indexOf('=');
  const values = vary.slice(equals + 1).split(',');
  if (equals < 1 || values.length < 2 || values.includes(''))
    throw new UsageError(
      `--vary takes path=value,value, found "${vary.slice(0, 60)}"`,
      'example: --vary cluster.services.proxy=iptables,nftables',
    );
  if (new Set(values).size < values.length)
    throw new UsageError(`--vary has a value twice: "${vary.slice(0, 60)}"`);
  return values.map((value) => ({ label: value, sets: [`${vary.slice(0, equals)}=${value}`] }));
}
