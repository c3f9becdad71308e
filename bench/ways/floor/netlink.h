/* Netlink messages, put together in one buffer and sent as many at a time as their answers fit the socket. */
#pragma once
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { most = 100 }; /* messages before answers are read: the answers fit the socket's default buffer */

static char buffer[65536];
static size_t used;
static int waiting, sock = -1, line_number;
static char *word[9];

static void fail(const char *what) {
  fprintf(stderr, "floor: line %d (%s): %s: %s\n", line_number, word[0] ? word[0] : "", what, strerror(errno));
  exit(1);
}

static void flush(void) {
  if (used && send(sock, buffer, used, 0) < 0) fail("send");
  used = 0;
  static char answers[65536];
  while (waiting > 0) {
    ssize_t n = recv(sock, answers, sizeof answers, 0);
    if (n < 0) fail("recv");
    for (struct nlmsghdr *h = (void *)answers; NLMSG_OK(h, n); h = NLMSG_NEXT(h, n)) {
      if (h->nlmsg_type != NLMSG_ERROR) continue;
      errno = -((struct nlmsgerr *)NLMSG_DATA(h))->error;
      if (errno) fail("the kernel");
      waiting--;
    }
  }
}

static struct nlmsghdr *message(int type, int flags, const void *head, size_t size) {
  if (waiting >= most || used > sizeof buffer - 2048) flush();
  struct nlmsghdr *h = (void *)(buffer + used);
  memset(h, 0, NLMSG_LENGTH(size));
  h->nlmsg_type = type;
  h->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
  h->nlmsg_len = NLMSG_LENGTH(size);
  memcpy(NLMSG_DATA(h), head, size);
  waiting++;
  return h;
}

static struct rtattr *attribute(struct nlmsghdr *h, int type, const void *data, size_t size) {
  struct rtattr *a = (void *)((char *)h + NLMSG_ALIGN(h->nlmsg_len));
  a->rta_type = type;
  a->rta_len = RTA_LENGTH(size);
  if (size) memcpy(RTA_DATA(a), data, size);
  h->nlmsg_len = NLMSG_ALIGN(h->nlmsg_len) + RTA_ALIGN(a->rta_len);
  return a;
}
static void number(struct nlmsghdr *h, int type, uint32_t value) { attribute(h, type, &value, 4); }
static void byte(struct nlmsghdr *h, int type, uint8_t value) { attribute(h, type, &value, 1); }
static void text(struct nlmsghdr *h, int type, const char *s) { attribute(h, type, s, strlen(s) + 1); }
static struct rtattr *nest(struct nlmsghdr *h, int type) { return attribute(h, type, NULL, 0); }
static void end(struct nlmsghdr *h, struct rtattr *a) { a->rta_len = (char *)h + h->nlmsg_len - (char *)a; }
static void done(struct nlmsghdr *h) { used += NLMSG_ALIGN(h->nlmsg_len); }
