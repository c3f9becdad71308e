import { onOption, type Verb } from '../../verb.ts';

export const capture: Verb = {
  name: 'capture',
  args: [
    ['<lab>', 'a lab that is up: its name, or the path it was built from'],
    ['<node...>', 'node or node:interface; a node alone is all its interfaces but lo'],
  ],
  about: 'the packets on many interfaces at once: to read along, or one pcapng for Wireshark',
  options: [
    onOption,
    ['-f, --filter <expression>', 'only these packets, as tcpdump has it: "udp port 8472"'],
    ['-c, --count <packets>', 'end after so many'],
    ['-d, --duration <seconds>', 'end after so long'],
    ['-w, --write <file>', 'write pcapng with an interface per tap; - is standard output'],
    ['-s, --snap-length <bytes>', 'keep so many bytes of each packet (2048)'],
  ],
  examples: [
    ['netlab capture flannel-vxlan node1 node2', 'read along on all interfaces of both'],
    ['netlab capture flannel-vxlan node1:eth0 -f "udp port 8472"', 'only the tunnel'],
    ['netlab capture flannel-vxlan node1 -w - | wireshark -k -i -', 'live in Wireshark'],
  ],
  async run(call) {
    const { runCapture } = await import('./run.ts');
    return runCapture(call);
  },
};
