/*
 * The floor: the same network made by one process that speaks netlink itself. It reads lines, each of which is one or a few
 * messages, and sends as many as it can at once. Names of a line: see the table at the end.
 *
 *   add NS                     a network namespace, bound to /run/netns/NS; what follows is done in it
 *   in NS                      what follows is done in this one
 *   set PATH VALUE             a file under /proc/sys
 *   bridge NAME MTU MAC|-      0: the kernel's own MTU
 *   veth NAME MTU BRIDGE NS PEER
 *   vxlan NAME MAC ID PORT LOCAL DEV
 *   hairpin NAME, up NAME, addr DEV ADDRESS LENGTH BROADCAST|-, neigh DEV ADDRESS MAC, fdb DEV MAC DST
 *   route DST LENGTH VIA DEV|- ONLINK
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "netlink.h"

static uint32_t ip(const char *s) {
  struct in_addr a;
  if (inet_pton(AF_INET, s, &a) != 1) fail(s);
  return a.s_addr;
}
static void mac(struct nlmsghdr *h, int type, const char *s) {
  unsigned char m[6];
  if (sscanf(s, "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", m, m + 1, m + 2, m + 3, m + 4, m + 5) != 6) fail(s);
  attribute(h, type, m, 6);
}
static char known[IFNAMSIZ]; /* the interface that was looked up last in this namespace */
static int index_of(const char *name) {
  static struct ifreq r;
  if (!strcmp(known, name)) return r.ifr_ifindex;
  flush(); /* it may be in a message that was not sent yet */
  strncpy(known, name, IFNAMSIZ - 1);
  strncpy(r.ifr_name, name, IFNAMSIZ - 1);
  if (ioctl(sock, SIOCGIFINDEX, &r)) fail(name);
  return r.ifr_ifindex;
}

static void open_socket(void) {
  known[0] = 0;
  if (sock >= 0) close(sock);
  sock = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (sock < 0) fail("socket");
}
static int open_namespace(const char *name) {
  char path[300];
  snprintf(path, sizeof path, "/run/netns/%s", name);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail(path);
  return fd;
}
static void enter(void) {
  flush();
  int fd = open_namespace(word[1]);
  if (setns(fd, CLONE_NEWNET)) fail("setns");
  close(fd);
  open_socket();
}

/* /run/netns is a shared mount, as `ip netns add` makes it. */
static void ground(void) {
  mkdir("/run/netns", 0755);
  if (!mount("", "/run/netns", "none", MS_SHARED | MS_REC, NULL)) return;
  if (mount("/run/netns", "/run/netns", "none", MS_BIND | MS_REC, NULL)) fail("bind");
  if (mount("", "/run/netns", "none", MS_SHARED | MS_REC, NULL)) fail("share");
}
static void add(void) {
  char path[300];
  flush();
  snprintf(path, sizeof path, "/run/netns/%s", word[1]);
  int fd = open(path, O_RDONLY | O_CREAT | O_EXCL, 0);
  if (fd < 0) fail(path);
  close(fd);
  if (unshare(CLONE_NEWNET)) fail("unshare");
  if (mount("/proc/self/ns/net", path, "none", MS_BIND, NULL)) fail("mount");
  open_socket();
}
static void set(void) {
  flush();
  char path[300];
  snprintf(path, sizeof path, "/proc/sys/%s", word[1]);
  int fd = open(path, O_WRONLY);
  if (fd < 0 || write(fd, word[2], strlen(word[2])) < 0) fail(path);
  close(fd);
}

static const int fresh = NLM_F_CREATE | NLM_F_EXCL;
static struct nlmsghdr *link_message(int flags, int index, int up) {
  struct ifinfomsg i = {.ifi_index = index, .ifi_flags = up ? IFF_UP : 0, .ifi_change = up ? IFF_UP : 0};
  return message(RTM_NEWLINK, flags, &i, sizeof i);
}
static struct rtattr *kind(struct nlmsghdr *h, const char *name) {
  struct rtattr *info = nest(h, IFLA_LINKINFO);
  text(h, IFLA_INFO_KIND, name);
  return info;
}
static void bridge(void) {
  struct nlmsghdr *h = link_message(fresh, 0, 1);
  text(h, IFLA_IFNAME, word[1]);
  if (atoi(word[2])) number(h, IFLA_MTU, atoi(word[2]));
  if (*word[3] != '-') mac(h, IFLA_ADDRESS, word[3]);
  struct rtattr *info = kind(h, "bridge"), *data = nest(h, IFLA_INFO_DATA);
  number(h, IFLA_BR_STP_STATE, 0);
  byte(h, IFLA_BR_MCAST_SNOOPING, 0);
  end(h, data), end(h, info), done(h);
}
static void veth(void) {
  static struct ifinfomsg none;
  int master = index_of(word[3]), fd = open_namespace(word[4]);
  struct nlmsghdr *h = link_message(fresh, 0, 1);
  text(h, IFLA_IFNAME, word[1]);
  number(h, IFLA_MASTER, master);
  if (atoi(word[2])) number(h, IFLA_MTU, atoi(word[2]));
  struct rtattr *info = kind(h, "veth"), *data = nest(h, IFLA_INFO_DATA);
  struct rtattr *peer = attribute(h, VETH_INFO_PEER, &none, sizeof none);
  text(h, IFLA_IFNAME, word[5]);
  if (atoi(word[2])) number(h, IFLA_MTU, atoi(word[2]));
  number(h, IFLA_NET_NS_FD, fd);
  end(h, peer), end(h, data), end(h, info), done(h);
  flush(); /* the descriptor must be open until then */
  close(fd);
}
static void vxlan(void) {
  uint16_t port = htons(atoi(word[4]));
  int dev = index_of(word[6]);
  struct nlmsghdr *h = link_message(fresh, 0, 1);
  text(h, IFLA_IFNAME, word[1]);
  mac(h, IFLA_ADDRESS, word[2]);
  struct rtattr *info = kind(h, "vxlan"), *data = nest(h, IFLA_INFO_DATA);
  number(h, IFLA_VXLAN_ID, atoi(word[3]));
  attribute(h, IFLA_VXLAN_PORT, &port, 2);
  number(h, IFLA_VXLAN_LOCAL, ip(word[5]));
  number(h, IFLA_VXLAN_LINK, dev);
  byte(h, IFLA_VXLAN_LEARNING, 0);
  end(h, data), end(h, info), done(h);
}
static void hairpin(void) {
  struct ifinfomsg i = {.ifi_family = PF_BRIDGE, .ifi_index = index_of(word[1])};
  struct nlmsghdr *h = message(RTM_SETLINK, 0, &i, sizeof i);
  struct rtattr *port = nest(h, IFLA_PROTINFO | NLA_F_NESTED);
  byte(h, IFLA_BRPORT_MODE, 1);
  end(h, port);
  done(h);
}
static void up(void) { done(link_message(0, index_of(word[1]), 1)); }
static void addr(void) {
  int length = atoi(word[3]);
  uint32_t a = ip(word[2]);
  struct ifaddrmsg i = {AF_INET, length, 0, 0, index_of(word[1])};
  struct nlmsghdr *h = message(RTM_NEWADDR, fresh, &i, sizeof i);
  number(h, IFA_LOCAL, a);
  number(h, IFA_ADDRESS, a);
  if (*word[4] != '-') number(h, IFA_BROADCAST, ip(word[4]));
  done(h);
}
static void entry(int family, int flags, const char *dst, const char *lladdr) {
  struct ndmsg n = {.ndm_family = family, .ndm_ifindex = index_of(word[1]), .ndm_state = NUD_PERMANENT, .ndm_flags = flags};
  struct nlmsghdr *h = message(RTM_NEWNEIGH, fresh, &n, sizeof n);
  number(h, NDA_DST, ip(dst));
  mac(h, NDA_LLADDR, lladdr);
  done(h);
}
static void neigh(void) { entry(AF_INET, 0, word[2], word[3]); }
static void fdb(void) { entry(PF_BRIDGE, NTF_SELF, word[3], word[2]); }
static void route(void) {
  struct rtmsg r = {.rtm_family = AF_INET, .rtm_dst_len = atoi(word[2]), .rtm_table = RT_TABLE_MAIN,
                    .rtm_protocol = RTPROT_BOOT, .rtm_scope = RT_SCOPE_UNIVERSE, .rtm_type = RTN_UNICAST,
                    .rtm_flags = atoi(word[5]) ? RTNH_F_ONLINK : 0};
  int dev = strcmp(word[4], "-") ? index_of(word[4]) : 0;
  struct nlmsghdr *h = message(RTM_NEWROUTE, fresh, &r, sizeof r);
  if (r.rtm_dst_len) number(h, RTA_DST, ip(word[1]));
  number(h, RTA_GATEWAY, ip(word[3]));
  if (dev) number(h, RTA_OIF, dev);
  done(h);
}

static const struct { const char *name; void (*act)(void); } acts[] = {
    {"add", add},   {"in", enter},      {"set", set}, {"bridge", bridge}, {"veth", veth},  {"vxlan", vxlan},
    {"up", up},     {"hairpin", hairpin}, {"addr", addr}, {"neigh", neigh},   {"fdb", fdb},    {"route", route},
};

int main(void) {
  static char line[512];
  ground();
  while (fgets(line, sizeof line, stdin)) {
    int n = 0;
    line_number++;
    for (char *s = strtok(line, " \n"); s && n < 8; s = strtok(NULL, " \n")) word[n++] = s;
    size_t i = 0;
    while (i < sizeof acts / sizeof *acts && strcmp(acts[i].name, word[0])) i++;
    if (i == sizeof acts / sizeof *acts) fail("no such act");
    acts[i].act();
  }
  flush();
  return 0;
}
