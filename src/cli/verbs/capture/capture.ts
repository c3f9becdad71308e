import { onOption, type Verb } from '../../verb.ts';

export const capture: Verb = {
  name: 'capture',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node...>', 'a node, for all its interfaces except lo, or node:interface'],
  ],
  about: 'capture packets on many interfaces at once: print them, or write one pcapng file for Wireshark',
  options: [
    onOption,
    ['-f, --filter <expression>', 'a capture filter, as for tcpdump: "udp port 8472"'],
    ['-c, --count <packets>', 'exit after this number of packets'],
    ['-d, --duration <seconds>', 'exit after this time'],
    ['-w, --write <file>', 'write pcapng with every interface; - is standard output'],
    ['-s, --snap-length <bytes>', 'bytes of each packet to keep (default: 2048)'],
  ],
  examples: [
    ['netlab capture flannel-vxlan node1 node2', 'print the packets on all interfaces of two nodes'],
    ['netlab capture flannel-vxlan node1:eth0 -f "udp port 8472"', 'packets of the tunnel'],
    ['netlab capture flannel-vxlan node1 -w - | wireshark -k -i -', 'live in Wireshark'],
  ],
  async run(call) {
    const { runCapture } = await import('./run.ts');
    return runCapture(call);
  },
};
