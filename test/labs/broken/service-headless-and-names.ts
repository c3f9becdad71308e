import type { Broken } from '../broken.ts';

const records = (service: string) => `kube-dns/file/etc/kube-dns/${service}.service`;

export default [
  ['client-1/resolv.conf', 'dns/client-1/web/A'],
  ['db-2/resolv.conf', 'dns/db-2/www.example.test/A'],
  [records('default.web'), 'dns/client-1/_http._tcp.web/SRV'],
  [records('default.db'), 'dns/client-2/db/A'],
  [records('default.members'), 'dns/client-2/members/A'],
  [records('default.shop'), 'dns/client-1/shop/CNAME'],
  [records('kube-system.kube-dns'), 'dns/client-1/kube-dns.kube-system/A'],
] satisfies Broken;
