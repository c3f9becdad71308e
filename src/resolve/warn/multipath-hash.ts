import type { Complete } from './index.ts';

type Sysctls = Readonly<Record<string, string | { readonly value: string }>>;

/**
 * With policy 1 the kernel uses the hash that a packet carries (skb->l4_hash), if it has one (fib_multipath_hash, net/ipv4/route.c).
 * A NIC computes it from the packet. TCP sets it to a random number of the socket (sk_txhash), and a veth keeps it. So a second
 * connection with the same addresses and ports may take another path, and `ip route get` cannot predict it. Policy 3 reads the packet.
 */
export function multipathHash({ spec, draft, faults }: Complete): void {
  for (const node of draft.values()) {
    const sysctls = (node.spec.settings.sysctls ?? {}) as Sysctls;
    for (const family of ['ipv4', 'ipv6']) {
      const key = `net.${family}.fib_multipath_hash_policy`;
      const given = sysctls[key];
      if ((typeof given === 'object' ? given.value : given)?.trim() !== '1') continue;
      faults.add({
        code: 'multipath-hash',
        message: `with policy 1, ${node.name} selects the path of forwarded TCP packets by a random number of the sender's socket, which a veth keeps`,
        at: spec.at([...node.path, 'sysctls', key]),
        hint: `use policy 3 with net.${family}.fib_multipath_hash_fields: 55, which hashes addresses, protocol and ports`,
      });
    }
  }
}
