"""Reads an HTTP response from a flow, instead of http.client, which takes longer to load than all of flow.py.

It precedes flow.py, as one program.
"""

import io

LINE = 65536


class Answer(io.RawIOBase):
    """The source of a response: a socket that waits for the rest of the flow's time."""

    def __init__(self, flow):
        self.flow = flow

    def readable(self):
        return True

    def readinto(self, buffer):
        return self.flow.in_time().recv_into(buffer)


def head_of(answer):
    """Returns status and headers. 100 Continue and other interim responses are skipped."""
    status = 100
    while 100 <= status < 200:
        line = answer.readline(LINE)
        if not line.startswith(b"HTTP/"):
            raise ValueError("no HTTP answer: %r" % line[:80])
        status, headers = int(line.split(None, 2)[1]), {}
        for line in iter(lambda: answer.readline(LINE).strip(), b""):
            name, _, value = line.partition(b":")
            headers[name.strip().lower()] = value.strip()
    return status, headers


def exactly(answer, size):
    left = size
    while left:
        part = answer.read1(min(left, LINE))
        if not part:
            raise ValueError("closed after %d of %d bytes" % (size - left, size))
        left -= len(part)
        yield part


def chunks_of(answer):
    size = int(answer.readline(LINE).partition(b";")[0], 16)
    while size:
        yield from exactly(answer, size)
        answer.readline(LINE)
        size = int(answer.readline(LINE).partition(b";")[0], 16)


def body_of(answer, method, status, headers):
    if method == "HEAD" or status in (204, 304):
        return iter(())
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        return chunks_of(answer)
    if b"content-length" in headers:
        return exactly(answer, int(headers[b"content-length"]))
    return iter(lambda: answer.read1(LINE), b"")
