"""Requests over Majordomo 0.2 (docs/protocol.md), sent again until they are answered or the time is over."""

import random
import secrets
import time

import zmq

from .answers import NO_ANSWER, RETRY_CODES, LatidoError, read_reply

MDP_CLIENT = b"MDPC02"
MDP_REQUEST = b"\x01"
MDP_FINAL = b"\x03"

PAYLOAD_MAX = 65536  # bytes

FIRST_PAUSE_S = 0.02
LONGEST_PAUSE_S = 1.0
# How long the broker's own word about a missed deadline may take to come back, beyond the deadline.
LAST_WORD_S = 0.25


class Connection:
    """To one broker, for one thread. Times are in seconds."""

    def __init__(self, endpoint, timeout, attempt_timeout):
        self.endpoint = endpoint
        self.timeout = timeout
        self.attempt_timeout = attempt_timeout
        self._socket = None

    def service_is_up(self, service):
        """One attempt: False where nobody answers."""
        frames = self.exchange([b"mmi.service", service.encode()], time.monotonic() + self.attempt_timeout)
        return frames is not None and frames[-1] == b"200"

    def call(self, service, payload, key=""):
        """The Answer, or LatidoError. Sends the same bytes again after silence and after what means "not now"."""
        if len(payload) > PAYLOAD_MAX:  # beyond 1 MiB the broker closes the connection instead of answering
            raise LatidoError("TOO_LARGE", "", f"The request has {len(payload)} bytes; at most {PAYLOAD_MAX} are taken.", key)
        trace = secrets.token_hex(8)
        deadline = time.monotonic() + self.timeout
        pause = FIRST_PAUSE_S
        attempt = 0
        problem = LatidoError(NO_ANSWER, "", "Nobody answered in time; is the broker running?", key)
        while time.monotonic() < deadline:
            attempt += 1
            end = min(time.monotonic() + self.attempt_timeout, deadline)
            frames = self.exchange([service, _header(end, attempt, trace), payload], end + LAST_WORD_S, trace)
            if frames is None:
                continue  # the silence itself was the pause
            answer, error, retry_after = read_reply(frames, key)
            if error is None:
                return answer
            if error.code not in RETRY_CODES and retry_after == 0:
                raise error
            problem = error
            wait = max(retry_after, pause * random.uniform(0.5, 1.0))
            time.sleep(max(0.0, min(wait, deadline - time.monotonic())))
            pause = min(pause * 2, LONGEST_PAUSE_S)
        raise problem

    def exchange(self, frames, end, trace=""):
        """One attempt: the reply's body frames, or None after silence.

        MDP has no number on a reply, and the broker's own replies have no header. What tells a late reply to an earlier request
        from the reply to this one is the socket: silence closes it, and so does whatever breaks off the wait, Ctrl-C for one;
        what arrives for a closed socket is dropped by the broker.
        """
        try:
            self._connected().send_multipart([MDP_CLIENT, MDP_REQUEST, *frames])
            reply = self._await_final(frames[0], end, trace)
        except BaseException:
            self.close()
            raise
        if reply is None:
            self.close()
        return reply

    def _await_final(self, service, end, trace):
        while True:
            left_ms = int((end - time.monotonic()) * 1000)
            if left_ms <= 0 or not self._socket.poll(left_ms):
                return None
            reply = self._socket.recv_multipart()
            if len(reply) < 4 or reply[:3] != [MDP_CLIENT, MDP_FINAL, service]:
                continue
            if len(reply) == 4 or _trace_of(reply[3]) in (None, trace):
                return reply[3:]

    def _connected(self):
        if self._socket is None:
            self._socket = zmq.Context.instance().socket(zmq.DEALER)
            self._socket.linger = 0
            self._socket.connect(self.endpoint)
        return self._socket

    def close(self):
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _header(end, attempt, trace):
    unix_ms = int((time.time() + end - time.monotonic()) * 1000)
    return f"LTD1 deadline={unix_ms} attempt={attempt} trace={trace}".encode()


def _trace_of(header):
    """The trace in a header, or None where it has none."""
    for field in header.split(b" "):
        if field.startswith(b"trace="):
            return field.removeprefix(b"trace=").decode("ascii", "replace")
    return None
