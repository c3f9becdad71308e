"""The client of the stream probe: sends numbered datagrams at a steady rate until SIGINT, and prints the replies.

    stream.py '{"host": "10.0.0.9", "port": 9, "interval": 0.1, "source-port": 10001}'

device (an interface or VRF to bind to) is optional. It prints one line of JSON for each datagram, {"sent": 1}, and for
each reply of netlab's responder, {"number": 1, "by": "web"}.

A datagram that is late is sent at once, and the next one a whole interval later. So a busy machine sends fewer datagrams
and never two at once.
"""

import _socket as socket  # not socket.py, which takes 10 ms to load
import json
import select
import sys
import time


def open_socket(asked):
    found = socket.getaddrinfo(asked["host"], None, flags=socket.AI_NUMERICHOST)[0]
    link = socket.socket(found[0], socket.SOCK_DGRAM)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, asked.get("device", "").encode())
    link.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    link.bind(("", asked["source-port"]))
    link.setblocking(False)
    return link, found[4][:1] + (asked["port"],) + found[4][2:]


def say(fact):
    print(json.dumps(fact), flush=True)


def hear(link):
    try:
        answer = json.loads(link.recv(65535))
        say({"number": answer["number"], "by": answer["by"]})
    except OSError:  # an ICMP error
        pass
    except (ValueError, LookupError, TypeError):
        sys.exit("stream: a reply without a number, so not of netlab's responder (serve: PORT/udp)")


def main():
    asked = json.loads(sys.argv[1])
    link, address = open_socket(asked)
    number, due = 0, time.monotonic()
    while True:
        left = due - time.monotonic()
        if left > 0:
            if select.select([link], [], [], left)[0]:
                hear(link)
            continue
        number += 1
        try:
            link.sendto(b"netlab stream %d" % number, address)
        except OSError:  # no route, or no neighbor: lost
            pass
        say({"sent": number})
        due = time.monotonic() + asked["interval"]


main()
