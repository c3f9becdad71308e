import type { Broken } from '../broken.ts';

export default [
  ['switch1/vlan/trunk/10', 'ping/red1+red2/red1+red2'],
  ['switch2/vlan/trunk/20', 'capture/switch1:trunk/switch2:trunk/icmp/only'],
  ['switch2/vlan/trunk/20', 'vlan/switch2/trunk'],
  ['switch1/vlan/port1/10', 'vlan/switch1/port1'],
  ['switch2/vlan/port2/20', 'ping/blue1+blue2/blue1+blue2'],
] satisfies Broken;
