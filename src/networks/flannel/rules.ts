/**
 * The iptables rules of flannel (masqRules and forwardRules in pkg/trafficmngr/iptables/iptables.go), in its order.
 * Packets between pods keep their addresses. Packets that leave the pod network get the node's address.
 */
import type { SettingFragment } from '../../model/written.ts';

const comment = '-m comment --comment "flanneld masq"';
const forward = '-m comment --comment "flanneld forward"';

export const rules = (node: string, all: string): SettingFragment<'iptables'> => [
  '-t nat -N FLANNEL-POSTRTG',
  {
    rule: `-t nat -A POSTROUTING ${comment} -j FLANNEL-POSTRTG`,
    about: 'The chain of flannel decides on source addresses.',
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 ${comment} -j RETURN`,
    about: 'kube-proxy masquerades the packets that it marks.',
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -s ${node} -d ${all} ${comment} -j RETURN`,
    about: 'Pods of this node keep their address towards other pods.',
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -s ${all} -d ${node} ${comment} -j RETURN`,
    about: "Other pods keep their address towards this node's pods.",
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG ! -s ${all} -d ${node} ${comment} -j RETURN`,
    about: "Outside clients keep their address towards this node's pods.",
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -s ${all} ! -d 224.0.0.0/4 ${comment} -j MASQUERADE --random-fully`,
    about: "Packets from pods to the outside get the node's address as their source.",
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG ! -s ${all} -d ${all} ${comment} -j MASQUERADE --random-fully`,
    about: "Packets from outside to pods of other nodes get the node's address as their source.",
  },
  '-N FLANNEL-FWD',
  {
    rule: `-A FORWARD ${forward} -j FLANNEL-FWD`,
    about: 'flannel accepts pod traffic even if the policy of FORWARD is DROP.',
  },
  {
    rule: `-A FLANNEL-FWD -s ${all} ${forward} -j ACCEPT`,
    about: 'Accept packets from pods.',
  },
  {
    rule: `-A FLANNEL-FWD -d ${all} ${forward} -j ACCEPT`,
    about: 'Accept packets to pods.',
  },
];
