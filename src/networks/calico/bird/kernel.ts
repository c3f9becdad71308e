/**
 * Routes between BIRD and the kernel (bird.cfg.template).
 *
 * - learn: BIRD imports routes that other programs added, so that next hops resolve through the default route.
 * - persist: the routes stay when BIRD exits.
 * - BIRD 2 has a channel for each address family. The default metric of its kernel routes is 32; BIRD 1 sets none.
 */
export const kernel = `# Configure synchronization between routing tables and kernel.
protocol kernel {
  learn;             # Learn all alien routes from the kernel
  persist;           # Don't remove routes on bird shutdown
  scan time 2;       # Scan kernel routing table every 2 seconds
  graceful restart;
  merge paths on;    # Allow export multipath routes (ECMP)
  metric 0;          # BIRD 1 has no other
  ipv4 {
    import all;
    export filter calico_kernel_programming; # Default is export none
  };
}

# Watch interface up/down events.
protocol device {
  debug { states };
  scan time 2;    # Scan interfaces every 2 seconds
}

protocol direct {
  debug { states };
  ipv4;
  interface -"cali*", -"kube-ipvs*", "*"; # Exclude cali* and kube-ipvs* but
                                          # include everything else.
}
`;
