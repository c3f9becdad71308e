/**
 * The rules that flannel keeps in iptables (masqRules and forwardRules in pkg/trafficmngr/iptables/iptables.go), in its
 * order. Traffic between pods keeps its addresses; what leaves the pods' network gets the node's.
 */
import type { Written } from '../../base/tree.ts';

const comment = '-m comment --comment "flanneld masq"';
const forward = '-m comment --comment "flanneld forward"';
/** flannel never sets the policy; Docker beside it, for one, makes it DROP. */
const open = {
  neutral: "FORWARD's policy is ACCEPT here: what no rule lets through passes all the same.",
  'neutral-unless': '-P FORWARD DROP',
};

export const rules = (node: string, all: string): readonly Written[] => [
  '-t nat -N FLANNEL-POSTRTG',
  {
    rule: `-t nat -A POSTROUTING ${comment} -j FLANNEL-POSTRTG`,
    about: 'flannel decides on source addresses in a chain of its own.',
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 ${comment} -j RETURN`,
    about: 'kube-proxy has marked it and masquerades by itself.',
    neutral: 'Without kube-proxy nothing marks packets.',
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -s ${node} -d ${all} ${comment} -j RETURN`,
    about: "This node's pods reach other pods with their own address.",
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -s ${all} -d ${node} ${comment} -j RETURN`,
    about: "Other pods reach this node's pods with their own address.",
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG ! -s ${all} -d ${node} ${comment} -j RETURN`,
    about: "Clients outside reach this node's pods with their own address.",
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG -s ${all} ! -d 224.0.0.0/4 ${comment} -j MASQUERADE --random-fully`,
    about: "What pods send outside leaves with the node's address.",
  },
  {
    rule: `-t nat -A FLANNEL-POSTRTG ! -s ${all} -d ${all} ${comment} -j MASQUERADE --random-fully`,
    about: "What others send to pods of other nodes comes with the node's address.",
  },
  '-N FLANNEL-FWD',
  {
    rule: `-A FORWARD ${forward} -j FLANNEL-FWD`,
    about: 'flannel lets pod traffic through whatever the policy of FORWARD is.',
    ...open,
  },
  {
    rule: `-A FLANNEL-FWD -s ${all} ${forward} -j ACCEPT`,
    about: 'What comes from pods may pass.',
    ...open,
  },
  {
    rule: `-A FLANNEL-FWD -d ${all} ${forward} -j ACCEPT`,
    about: 'What goes to pods may pass.',
    ...open,
  },
];
