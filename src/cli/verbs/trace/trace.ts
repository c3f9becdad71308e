import { jsonOption, onOption, type Verb } from '../../verb.ts';

export const trace: Verb = {
  name: 'trace',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<from>', 'the node that sends, or node:interface for its address there'],
    ['<to>', 'a node, node:interface, or an address'],
  ],
  about: 'the way of one packet, hop by hop, and where it was lost; exit 1 when no answer came',
  options: [
    onOption,
    ['--tcp <port>', 'open a TCP connection; a ping unless said'],
    ['--udp <port>', 'send a UDP datagram'],
    ['--http <port>', 'ask over HTTP'],
    ['--size <bytes>', 'bytes of data to send'],
    ['--df', 'never fragment it (ping, UDP)'],
    ['--source <address>', 'the source address'],
    ['--source-port <port>', 'the source port (TCP, UDP, HTTP)'],
    ['--ttl <hops>', 'the TTL, or hop limit of IPv6'],
    ['--wait <seconds>', 'for an answer (1.5)'],
    ['--reply', "show the answer's way too, where it is the same as the way there"],
    ['--format <format>', 'how to show it', ['tree', 'mermaid']],
    ['-w, --write <file>', "write the packet's frames as pcapng, an interface per hop"],
    jsonOption,
  ],
  examples: [
    ['netlab trace flannel-vxlan pod1-1 pod2-1', 'through two bridges, two routers and a tunnel'],
    ['netlab trace docker-published-port client host --http 8080', 'which rule rewrites what'],
    ['netlab trace nat-gateway server alice', 'where it dies, and why'],
  ],
  async run(call) {
    const { runTrace } = await import('./run.ts');
    return runTrace(call);
  },
};
