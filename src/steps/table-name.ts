/** A routing table, as `ip` prints it: the kernel's own tables have names in every iproute2 (rtnl_rttable_init). */
export const tableName = (table: string | number = 254): string => kernels[table] ?? String(table);

const kernels: Readonly<Record<string, string>> = { 253: 'default', 254: 'main', 255: 'local' };
