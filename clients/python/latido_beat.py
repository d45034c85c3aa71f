"""Beats for a Python service, so that Latido's monitor can watch it. Three lines to join:

    from latido_beat import Heart
    heart = Heart("prices", "tcp://127.0.0.1:5010")
    while True: heart.turn("work", budget_ms=500); work()

A thread of its own sends a beat every 50 ms and answers echoes; it tells how long ago turn() was called last, so that a loop that hangs
shows. Needs nothing but pyzmq. See docs/monitor.md for what is sent.
"""

import contextlib
import json
import math
import os
import threading
import time

import zmq

TEXT_MAX = 64
NUMBER_MAX = 2**32 - 1
UPSTREAM_MAX = 256  # bytes of a frame from a peer
NONCE_MAX = 64
ECHOES_PER_BEAT = 64  # more are left unanswered
FRAMES_PER_WAKE = 256  # from upstream
SUBSCRIPTION_OVERHEAD = 16  # bytes, estimated, besides the topic
SUBSCRIPTIONS_MAX = 2**20  # bytes; libzmq's trie takes some 40 times this
HANDSHAKE_MS = 2000
QUEUED_MAX = 200  # beats kept for a subscriber that does not read
CHECK_BUDGET_MS = 2000  # at least: a store that somebody else holds keeps its check waiting
DEEP_MAX = 16  # deep echoes that wait for turn(); the oldest is forgotten


def _first_line(path):
    try:
        with open(path, encoding="ascii") as file:
            return file.readline().strip()
    except OSError:
        return ""


def _start_ticks():
    stat = _first_line("/proc/self/stat")
    return stat.rsplit(")", 1)[1].split()[19] if stat else "0"


def _plain(operation):
    """As a monitor takes it: one that is not would cost the service all its beats."""
    if not isinstance(operation, str):
        raise TypeError(f"operation is a string, not {operation!r}")
    if not (operation.isascii() and operation.isprintable()):
        operation = "".join(c if " " <= c <= "~" else "?" for c in operation)
    return operation[:TEXT_MAX]


def _whole(number):
    return min(max(int(number), 0), NUMBER_MAX)


class Heart:
    """Beats from the moment it is made until close() or the end of the process. turn() is for the loop that works; all else any thread."""

    def __init__(self, service, endpoint, interval_ms=50, check=None):
        """endpoint  where beats are published and echoes are answered; port 0 or * picks one, see `endpoint`
        check     what a deep echo tries in the working loop, for example a query; it fails by raising, and counts as hung where it
                  takes longer than two seconds and than the budget of the turn"""
        self._interval = interval_ms / 1000
        self._check = check
        if service != _plain(service) or not service or " " in service:
            raise ValueError(f"service is 1 to 64 printable ASCII characters without spaces, not {service!r}")
        if _whole(interval_ms) < 1:
            raise ValueError(f"interval_ms is at least 1, not {interval_ms!r}")
        self.endpoint = endpoint
        self._socket = self._subscriptions = None
        self._open()
        self._lock = threading.Lock()  # of the loop's state and the deep echoes
        self._turns, self._turned, self._operation, self._budget, self._tid = 0, time.monotonic(), "", 0, 0
        self._waiting, self._answers = [], []
        self._queue_depth = 0
        self._stopping = threading.Event()
        self._beat = {
            "service": service,
            "incarnation": os.urandom(16).hex(),
            "pid": os.getpid(),
            "startTicks": _start_ticks(),
            "bootId": _first_line("/proc/sys/kernel/random/boot_id"),
            "intervalMs": _whole(interval_ms),
            "phase": "serving",
        }
        self._sequence = 0
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)
        self._thread.start()

    def turn(self, operation="", budget_ms=0):
        """Once per turn of the loop: what it is about to do, and how long that may take before it counts as hung. Of the operation 64
        characters are told, with ? for what is not printable ASCII; a budget is told in whole milliseconds, from 0 on."""
        operation, budget_ms = _plain(operation), _whole(budget_ms)
        with self._lock:
            waiting, self._waiting = self._waiting, []
            self._turns, self._turned, self._tid = self._turns + 1, time.monotonic(), threading.get_native_id()
            self._operation, self._budget = ("deep echo", max(budget_ms, CHECK_BUDGET_MS)) if waiting else (operation, budget_ms)
        if waiting:
            outcome = self._try()
            with self._lock:
                self._answers += [(nonce, outcome) for nonce in waiting]
                self._turned, self._operation, self._budget = time.monotonic(), operation, budget_ms

    def set_queue_depth(self, requests):
        self._queue_depth = _whole(requests)

    def close(self):
        self._stopping.set()
        self._thread.join()

    def _open(self):
        socket = zmq.Context.instance().socket(zmq.XPUB)
        try:
            socket.linger = 0
            socket.sndhwm = QUEUED_MAX
            socket.rcvhwm = 1  # libzmq takes in all that waits before it can be counted
            socket.maxmsgsize = UPSTREAM_MAX
            socket.handshake_ivl = HANDSHAKE_MS
            socket.xpub_verbose = True  # each subscription is reported, so that they can be counted
            socket.ipv6 = "[" in self.endpoint
            socket.bind(self.endpoint)
        except zmq.ZMQError:
            socket.close()
            raise
        self.endpoint = socket.last_endpoint.decode()
        self._socket, self._subscriptions = socket, 0

    def _recover(self):
        """Whoever subscribes without end would take all memory: then the socket is made anew, on the same port, as soon as the old one has
        left it. Honest subscribers come back by themselves."""
        if self._socket and self._subscriptions > SUBSCRIPTIONS_MAX:
            self._socket.close()
            self._socket = None
        if not self._socket:
            with contextlib.suppress(zmq.ZMQError):
                self._open()

    def _try(self):
        try:
            if self._check:
                self._check()
            return "ok"
        except Exception:  # whatever it is, the store did not answer
            return "failed"

    def _run(self):
        self._beat["heartTid"] = threading.get_native_id()
        due, echoes = time.monotonic(), ECHOES_PER_BEAT
        while not self._stopping.is_set():
            asked = self._wait(max(0, min(due - time.monotonic(), self._interval)))
            self._recover()
            now = time.monotonic()
            if now >= due:  # before any answer: who hears answers and no beats would think that the beats are lost
                due += (int((now - due) / self._interval) + 1) * self._interval  # slots that were missed are skipped
                self._sequence += 1
                echoes = ECHOES_PER_BEAT
                self._send({"beat": self._portrait()})
            if asked:  # before the clock was looked at: what came later may have come while it was stopped, and the beat goes first
                echoes = self._answer_upstream(echoes)
            self._answer_deep()
        if self._socket:
            self._socket.close()

    def _wait(self, seconds):
        """Whether anybody wants anything."""
        if self._socket:
            return self._socket.poll(math.ceil(seconds * 1000))
        self._stopping.wait(seconds)
        return 0

    def _answer_upstream(self, echoes):
        """Subscriptions, and one question: before the next one the clock is looked at. How many echoes are left."""
        for _ in range(FRAMES_PER_WAKE):
            frame = self._receive()
            if frame is None:
                break
            if not frame.startswith(b"\x01"):
                return self._answer(frame, echoes)
            self._subscriptions += len(frame) + SUBSCRIPTION_OVERHEAD
        return echoes

    def _portrait(self):
        with self._lock:
            age = _whole((time.monotonic() - self._turned) * 1000)
            loop = {"name": "main", "turns": str(self._turns), "ageMs": age, "operation": self._operation,
                    "budgetMs": self._budget, "tid": self._tid}
        return {**self._beat, "sequence": str(self._sequence), "sentMonotonicNs": str(time.monotonic_ns()),
                "queueDepth": self._queue_depth, "loops": [loop]}

    def _answer(self, frame, echoes):
        """Bytes from anybody. How many echoes are left."""
        try:
            request = json.loads(frame)["echoRequest"]
            nonce, deep = request["nonce"], request.get("deep", False)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return echoes
        if echoes == 0 or not isinstance(nonce, str) or not 0 < len(nonce) <= NONCE_MAX:
            return echoes
        self._send({"echoReply": {"nonce": nonce, "beat": self._portrait()}})
        if deep:
            with self._lock:
                self._waiting = [*self._waiting[-DEEP_MAX + 1:], nonce]
        return echoes - 1

    def _answer_deep(self):
        with self._lock:
            answers, self._answers = self._answers, []
        for nonce, outcome in answers:
            self._send({"echoReply": {"nonce": nonce, "beat": self._portrait(), "deep": outcome}})

    def _receive(self):
        with contextlib.suppress(zmq.Again):
            return self._socket.recv(zmq.NOBLOCK) if self._socket else None

    def _send(self, message):
        with contextlib.suppress(zmq.Again):
            if self._socket:
                self._socket.send_string(json.dumps(message), zmq.NOBLOCK)
