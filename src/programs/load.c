/*
 * The server and the client of `netlab measure`. Both run on one processor, in turn: the client sends, waits for the reply, and sends
 * again. So the elapsed time is all the work of client, server and kernel, and nothing else.
 *
 *   load serve PORT...                       prints {}, and serves until nobody reads its standard output
 *   load KIND COUNT ADDRESS PORT [...]       the targets are used in turn; prints the measurement as JSON, in nanoseconds
 *
 * The server replies with a byte to each message that ends with a 1, and to each datagram with the same.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Seconds that the client waits for one reply. */
#define PATIENCE 10
#define PIECE 65536

typedef union {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
} address;

static char piece[PIECE];

static void fail(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static socklen_t parse(const char *text, const char *port, address *to)
{
	memset(to, 0, sizeof(*to));
	if (inet_pton(AF_INET, text, &to->v4.sin_addr) == 1) {
		to->v4.sin_family = AF_INET;
		to->v4.sin_port = htons(atoi(port));
		return sizeof(to->v4);
	}
	if (inet_pton(AF_INET6, text, &to->v6.sin6_addr) != 1) {
		fprintf(stderr, "%s: not an address\n", text);
		exit(2);
	}
	to->v6.sin6_family = AF_INET6;
	to->v6.sin6_port = htons(atoi(port));
	return sizeof(to->v6);
}

/* Server */

static void watch(int poll, int fd, int udp)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = ((unsigned long long)udp << 32) | (unsigned)fd };

	if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event))
		fail("epoll_ctl");
}

/* One socket for IPv4 and IPv6; IPv4 alone if the node has no IPv6. */
static int bound(int type, const char *port)
{
	int on = 1, off = 0, fd = socket(AF_INET6, type, 0);
	address any;

	if (fd >= 0) {
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
		if (!bind(fd, &any.any, parse("::", port, &any)))
			return fd;
		close(fd);
	}
	fd = socket(AF_INET, type, 0);
	if (fd < 0)
		fail("socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, &any.any, parse("0.0.0.0", port, &any))) {
		fprintf(stderr, "bind to port %s: %s\n", port, strerror(errno));
		exit(1);
	}
	return fd;
}

static void reply(int fd, int udp)
{
	address from;
	socklen_t length = sizeof(from);
	ssize_t size = recvfrom(fd, piece, sizeof(piece), 0, &from.any, &length);

	if (udp) {
		if (size >= 0)
			sendto(fd, piece, size, 0, &from.any, length);
		return;
	}
	if (size <= 0 || (piece[size - 1] == 1 && send(fd, "\1", 1, MSG_NOSIGNAL) < 0))
		close(fd);
}

static int serve(int ports, char **port)
{
	int poll = epoll_create1(0), listening[2 * 16], count = 0;
	struct epoll_event events[64], output = { .events = 0, .data.u64 = STDOUT_FILENO };

	for (int i = 0; i < ports && count < 2 * 16; i++) {
		int tcp = bound(SOCK_STREAM, port[i]);

		if (listen(tcp, 1024))
			fail("listen");
		watch(poll, tcp, 0);
		listening[count++] = tcp;
		watch(poll, bound(SOCK_DGRAM, port[i]), 1);
	}
	puts("{}");
	fflush(stdout);
	/* EPOLLERR (pipe(7)): whoever started it has gone, also by kill -9. Only a pipe can be watched. */
	epoll_ctl(poll, EPOLL_CTL_ADD, STDOUT_FILENO, &output);
	for (;;) {
		int ready = epoll_wait(poll, events, 64, -1);

		if (ready < 0 && errno != EINTR)
			fail("epoll_wait");
		for (int i = 0; i < ready; i++) {
			int fd = (int)(unsigned)events[i].data.u64, udp = events[i].data.u64 >> 32, fresh = 0;

			if (fd == STDOUT_FILENO)
				return 0;
			for (int j = 0; j < count; j++)
				fresh |= fd == listening[j];
			if (!fresh) {
				reply(fd, udp);
				continue;
			}
			fd = accept(fd, NULL, NULL);
			if (fd >= 0) {
				int on = 1;

				setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
				watch(poll, fd, 0);
			}
		}
	}
}

/* Client */

static long long now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static int open_to(const address *to, int type)
{
	int on = 1, fd = socket(to->any.sa_family, type, 0);
	struct timeval patience = { .tv_sec = PATIENCE };

	if (fd < 0)
		fail("socket");
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (type == SOCK_STREAM)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

static void expect_byte(int fd)
{
	char byte;
	ssize_t size = recv(fd, &byte, 1, 0);

	if (size == 1)
		return;
	if (size == 0)
		errno = ECONNRESET;
	else if (errno == EAGAIN)
		errno = ETIMEDOUT;
	fail("no reply");
}

static void connect_to(int fd, const address *to, socklen_t length)
{
	if (!connect(fd, &to->any, length))
		return;
	if (errno == EINPROGRESS || errno == EAGAIN)
		errno = ETIMEDOUT;
	fail("connect");
}

static void send_byte(int fd)
{
	if (send(fd, "\1", 1, MSG_NOSIGNAL) != 1)
		fail("send");
}

/* Connect, a byte each way, close. Closing with RST leaves no socket in TIME_WAIT, so ports do not run out. */
static void connection(const address *to, socklen_t length)
{
	struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
	int fd = open_to(to, SOCK_STREAM);

	connect_to(fd, to, length);
	send_byte(fd);
	expect_byte(fd);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close(fd);
}

static void datagram(int fd, const address *to, socklen_t length)
{
	if (sendto(fd, "\1", 1, 0, &to->any, length) != 1)
		fail("sendto");
	expect_byte(fd);
}

/* One MiB, and a byte back when all of it has arrived. */
static void mebibyte(int fd)
{
	for (int left = 1 << 20; left > 0;) {
		ssize_t size = left > PIECE ? PIECE : left, sent;

		piece[size - 1] = left <= PIECE;
		sent = send(fd, piece, size, MSG_NOSIGNAL);
		piece[size - 1] = 0;
		if (sent <= 0)
			fail("send");
		left -= sent;
	}
	expect_byte(fd);
}

static int by_size(const void *a, const void *b)
{
	long long left = *(const long long *)a, right = *(const long long *)b;

	return (left > right) - (left < right);
}

static int measure(const char *kind, int count, int targets, char **target)
{
	int connections = !strcmp(kind, "connections"), datagrams = !strcmp(kind, "datagrams");
	long long *took = calloc(count, sizeof(*took)), begin;
	address to[targets];
	socklen_t length[targets];
	int fd[targets];

	if (!took)
		fail("calloc");
	for (int i = 0; i < targets; i++) {
		length[i] = parse(target[2 * i], target[2 * i + 1], &to[i]);
		if (connections)
			continue;
		fd[i] = open_to(&to[i], datagrams ? SOCK_DGRAM : SOCK_STREAM);
		if (!datagrams)
			connect_to(fd[i], &to[i], length[i]);
	}
	begin = now();
	for (int i = 0; i < count; i++) {
		int one = i % targets;
		long long since = now();

		if (connections)
			connection(&to[one], length[one]);
		else if (datagrams)
			datagram(fd[one], &to[one], length[one]);
		else if (!strcmp(kind, "transfer"))
			mebibyte(fd[one]);
		else {
			send_byte(fd[one]);
			expect_byte(fd[one]);
		}
		took[i] = now() - since;
	}
	begin = now() - begin;
	qsort(took, count, sizeof(*took), by_size);
	printf("{\"count\":%d,\"elapsed\":%lld,\"p50\":%lld,\"p90\":%lld,\"p99\":%lld,\"least\":%lld,\"most\":%lld}\n", count, begin,
	       took[count / 2], took[count * 9LL / 10], took[count * 99LL / 100], took[0], took[count - 1]);
	return 0;
}

int main(int words, char **word)
{
	if (words > 2 && !strcmp(word[1], "serve"))
		return serve(words - 2, word + 2);
	if (words > 4 && words % 2 == 1 && atoi(word[2]) > 0)
		return measure(word[1], atoi(word[2]), (words - 3) / 2, word + 3);
	fprintf(stderr, "usage: load serve PORT... | load KIND COUNT ADDRESS PORT [ADDRESS PORT ...]\n");
	return 2;
}
