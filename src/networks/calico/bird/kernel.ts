/**
 * Between BIRD and the kernel (bird.cfg.template). learn: routes of others are known to BIRD, so that next hops resolve through the
 * default route. persist: the routes stay when BIRD ends. BIRD 2 has a channel for each family, and a metric of 32 for its
 * kernel routes unless told otherwise; BIRD 1 has none.
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
