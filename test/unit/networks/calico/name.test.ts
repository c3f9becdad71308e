import { describe, expect, it } from 'vitest';
import { chainName, selectorId, setName } from '../../../../src/networks/calico/felix/name.ts';

describe('chains have the names that felix gives them', () => {
  it.each([
    // Seen on every cluster that has CoreDNS.
    ['cali-pri-', 'ksa.kube-system.coredns', 'cali-pri-_u2Tn2rSoAPffvE7JO6'],
    ['cali-pri-', 'kns.default', 'cali-pri-kns.default'],
    ['cali-tw-', 'cali68caf03a5f4', 'cali-tw-cali68caf03a5f4'],
    ['cali-pri-', 'ksa.default.default', 'cali-pri-ksa.default.default'],
    // Of 28 characters, but it looks like a hash.
    ['cali-pri-', '_sa.default.default', expect.stringMatching(/^cali-pri-_[\w-]{18}$/)],
    // The policy web of the namespace default: with its tier in v3.29, without it in v3.28 (PolicyChainName).
    ['cali-pi-', 'default/default/knp.default.web', 'cali-pi-_u7u2r6vXacg_5gxJvpo'],
    ['cali-pi-', 'default/knp.default.web', 'cali-pi-_2a20BaSPViEz4XFucWR'],
    // A name of a cluster with Calico before v3.29.
    ['cali-po-', 'kube-system/knp.default.konnectivity-agent', 'cali-po-_rWDSk9LLgWIl_lpnJE2'],
  ])('%s%s', (prefix, suffix, expected) => {
    expect(chainName(prefix, suffix)).toEqual(expected);
  });
});

describe('sets', () => {
  it.each([
    ['masq-ipam-pools', 'cali40masq-ipam-pools'],
    [selectorId('all()'), expect.stringMatching(/^cali40s:[\w-]{23}$/)],
  ])('%s', (id, expected) => {
    expect(setName(id)).toEqual(expected);
  });
});
