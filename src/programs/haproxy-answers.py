"""Exits with 0 if a worker of HAProxy answers over the master's socket: haproxy-answers.py SOCKET."""
import socket
import sys


def reply(path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        try:
            client.connect(path)
            # @1 is the first worker; the master alone would answer without one.
            client.sendall(b'@1 show info\n')
            client.shutdown(socket.SHUT_WR)
            return b''.join(iter(lambda: client.recv(4096), b''))
        except OSError:
            return b''


sys.exit(0 if b'Name: HAProxy' in reply(sys.argv[1]) else 1)
