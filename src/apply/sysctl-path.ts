/**
 * The file of a kernel setting, as sysctl(8) finds it: dots part the names, and a slash stands for a dot inside one
 * (`net.ipv4.conf.flannel/1.rp_filter` is /proc/sys/net/ipv4/conf/flannel.1/rp_filter).
 */
export function sysctlPath(key: string): string {
  const names = key.split('.').map((name) => name.replaceAll('/', '.'));
  if (names[0] !== 'net' || names.some((name) => name === '' || name === '.' || name === '..'))
    throw new TypeError(`no setting of a network namespace: ${JSON.stringify(key)}`);
  return `/proc/sys/${names.join('/')}`;
}
