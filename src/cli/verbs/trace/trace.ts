import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const trace: Verb = {
  name: 'trace',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<from>', 'the node that sends, or node:interface for its address there'],
    ['<to>', 'a node, node:interface, an address, or service/web'],
  ],
  about: 'follow one packet through the lab, and find where and why it is lost; exit 1 if no reply arrives',
  options: [
    onOption,
    ['--tcp <port>', 'open a TCP connection (default: ping)'],
    ['--udp <port>', 'send a UDP datagram'],
    ['--http <port>', 'send an HTTP request'],
    ['--size <bytes>', 'bytes of data to send'],
    ['--df', 'set DF (ping, UDP)'],
    ['--source <address>', 'the source address'],
    ['--source-port <port>', 'the source port (TCP, UDP, HTTP)'],
    ['--ttl <hops>', 'the TTL, or hop limit of IPv6'],
    ['--wait <seconds>', 'seconds to wait for a reply (default: 1.5)'],
    ['--reply', 'print the path of the reply also if it is the same'],
    ['-v, --verbose', 'print every rule and policy that the packet met, not only those that decide'],
    ['--format <format>', 'output format', ['tree', 'mermaid']],
    ['-w, --write <file>', "write the packet's frames as pcapng, with an interface per hop"],
    jsonOption,
  ],
  examples: [
    ['netlab trace flannel-vxlan pod1-1 pod2-1', 'through two bridges, two routers and a tunnel'],
    ['netlab trace docker-published-port client host --http 8080', 'the rules that rewrite the packet'],
    ['netlab trace nat-gateway server alice', 'the rule that drops it'],
    ['netlab trace service-iptables client-1 service/web', 'the rules that choose an endpoint'],
    [
      'netlab trace flannel-vxlan pod1-1 pod2-1 --json',
      'JSON; `identity`: how the packet was recognized (skb, or headers with the reason)',
    ],
  ],
  async run(call) {
    const { runTrace } = await import('./run.ts');
    return runTrace(call);
  },
};
