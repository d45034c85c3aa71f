"""A broker that answers by script, and a test that has a client talk to it."""

import json
import threading
import unittest

import zmq

from latido import Client

DONE = {"asOfPosition": "7", "done": {"id": "inv-7", "number": "F-1"}}


def error(code, retry_after_ms=0):
    return {"asOfPosition": "0", "error": {"code": code, "field": "f", "message": "m", "retryAfterMs": retry_after_ms}}


class ScriptedBroker:
    """Answers the n-th request with the n-th step: a reply (dictionary), a list of raw frames, or None for silence."""

    def __init__(self, *steps):
        self.requests = []
        self._steps = list(steps)
        self._router = zmq.Context.instance().socket(zmq.ROUTER)
        self._router.linger = 0
        self.endpoint = f"tcp://127.0.0.1:{self._router.bind_to_random_port('tcp://127.0.0.1')}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self._router.close()

    def _serve(self):
        while not self._stop.is_set():
            if not self._router.poll(10):
                continue
            address, *frames = self._router.recv_multipart()
            self.requests.append((address, frames))
            step = self._steps.pop(0) if self._steps else None
            if step is not None:
                self._answer(address, frames, step)

    def _answer(self, address, request, step):
        if isinstance(step, dict):
            header = request[3] + b" replayed=0"  # a worker gives the request's header back
            step = [b"MDPC02", b"\x03", request[2], header, json.dumps(step).encode()]
        # A list of lists is several messages.
        for message in step if isinstance(step[0], list) else [step]:
            self._router.send_multipart([address, *message])


class LateBroker(ScriptedBroker):
    """Answers the first request only once the second has come, to the peer that asked, as the broker does: without a header."""

    on_first_request = None

    def _serve(self):
        waiting = []
        while not self._stop.is_set():
            if not self._router.poll(10):
                continue
            address, *frames = self._router.recv_multipart()
            waiting.append((address, frames))
            if len(waiting) == 1:
                self.on_first_request()
                continue
            for address, frames in waiting:
                reply = {"asOfPosition": "7", "done": {"id": "of " + json.loads(frames[-1])["key"]}}
                self._answer(address, frames, [b"MDPC02", b"\x03", frames[2], json.dumps(reply).encode()])


class TalkingTest(unittest.TestCase):
    def talk(self, *steps, **options):
        broker = ScriptedBroker(*steps)
        self.addCleanup(broker.__exit__)
        client = Client(broker.endpoint, tenant="acme", **{"timeout": 10, "attempt_timeout": 5, **options})
        self.addCleanup(client.close)
        return broker, client

    def payloads(self, broker):
        return [frames[-1] for _, frames in broker.requests]

    def bodies(self, broker, name):
        return [json.loads(payload)[name] for payload in self.payloads(broker)]
