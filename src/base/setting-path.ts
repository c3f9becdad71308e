/**
 * Files of kernel settings. As in sysctl(8), dots separate the names, and a slash stands for a dot inside one:
 * `net.ipv4.conf.flannel/1.rp_filter` is /proc/sys/net/ipv4/conf/flannel.1/rp_filter.
 */
const folder = '/proc/sys/';

/** Only settings of a network namespace have a path here. */
export function settingPath(key: string): string {
  const names = key.split('.').map((name) => name.replaceAll('/', '.'));
  if (names[0] !== 'net' || names.some((name) => name === '' || name === '.' || name === '..'))
    throw new TypeError(`no setting of a network namespace: ${JSON.stringify(key)}`);
  return `${folder}${names.join('/')}`;
}

export const settingKey = (path: string): string =>
  path.slice(folder.length).replace(/[./]/g, (separating) => (separating === '/' ? '.' : '/'));
