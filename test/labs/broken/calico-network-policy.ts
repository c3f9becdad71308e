import type { Broken } from '../broken.ts';

const [web, db, api] = ['cali68caf03a5f4', 'calie57ed5aa5ae', 'calibd0ecddfcf2'];
const [dbDropped, webDropped] = ['cali:GljgKItcl_D1HCSU', 'cali:LefSjUJuuxo-4Wda'];
const comment = '-m comment --comment';

export default [
  // The policies: a peer, an exception, what nobody accepts, each way.
  ['node2/ipset/cali40s:XdTkeoA4uORlm_7HsXcm20F/192.168.1.1', 'http/web/api/8080'],
  ['node1/iptables/filter/-A cali-pi-_u7u2r6vXacg_5gxJvpo -s 172.18.0.128/25', 'tcp/visitor+guest/web/80'],
  [`node1/iptables/filter/-A cali-tw-${db} ${comment} ${dbDropped}`, `capture/node1:${db}/tcp port 5432`],
  [
    `node1/iptables/filter/-A cali-fw-${web} ${comment} ${webDropped}`,
    'capture/node1:eth0/udp dst port 4789',
  ],
  // The guest's own verdict must not count for the pod that it asks.
  [`node2/iptables/filter/-A cali-tw-${api} ${comment} cali:rOMSI-kNP3TyzGM9`, 'tcp/office+guest/api/8080'],
  // The rule that accepts in the end, and traffic that no pod may send.
  [`node1/iptables/filter/-A FORWARD ${comment} cali:S93hcgKJrXEqnTfs`, 'http/office/web/80'],
  [
    `node2/iptables/raw/-A cali-PREROUTING ${comment} cali:ZRno2gPYKT_N2WJV`,
    'rule-counter/node2/raw/cali-PREROUTING',
  ],
] satisfies Broken;
