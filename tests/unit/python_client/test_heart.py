#!/usr/bin/python3
"""Beats of a Python service: whatever its loop says of itself, it never silences its own heart. What a monitor takes is written in
schema/health.capnp and common/health/beat_codec.h: at most 64 bytes of printable ASCII, whole numbers of 32 bits."""

import contextlib
import itertools
import json
import sys
import time
import unittest
from socket import create_connection

import zmq

from latido_beat import Heart

PATIENCE_S = 20


class HeartTest(unittest.TestCase):
    def setUp(self):
        self.heart = Heart("prices", "tcp://127.0.0.1:*", interval_ms=10)
        self.addCleanup(self.heart.close)
        self.context = zmq.Context()
        self.addCleanup(self.context.destroy, 0)
        self.socket = self.stranger(zmq.SUB)
        self.socket.subscribe(b"{")
        self.socket.connect(self.heart.endpoint)
        self.turns = 0

    def stranger(self, kind):
        socket = self.context.socket(kind)
        socket.linger = 0
        self.addCleanup(socket.close)
        return socket

    def beat(self, condition):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if self.socket.poll(100):
                beat = json.loads(self.socket.recv())["beat"]
                if condition(beat):
                    return beat
        return self.fail("no such beat")

    def turn(self, *words):
        self.heart.turn(*words)
        self.turns += 1
        loop = self.beat(lambda beat: beat["loops"][0]["turns"] == str(self.turns))["loops"][0]
        return loop["operation"], loop["budgetMs"]

    def test_an_operation_is_told_in_64_characters_of_printable_ascii(self):
        for said, told in (("work", "work"), ("step 1\n", "step 1?"), ("emisión", "emisi?n"), ("\ud800\x7f", "??"), ("x" * 65, "x" * 64),
                           ("ó" * 65, "?" * 64), ("", "")):
            self.assertEqual(self.turn(said, 500), (told, 500))

    def test_a_budget_is_told_in_whole_milliseconds_of_32_bits(self):
        for said, told in ((0.5, 0), (-1, 0), (1e10, 4294967295), (500.9, 500)):
            loop = self.turn("work", said)
            self.assertEqual(loop, ("work", told))
            self.assertIs(type(loop[1]), int)

    def test_a_queue_depth_is_told_in_whole_numbers_of_32_bits(self):
        for said, told in ((7, 7), (-3, 0), (2.5, 2), (2**40, 4294967295)):
            self.heart.set_queue_depth(said)
            self.assertIs(type(self.beat(lambda beat, n=told: beat["queueDepth"] == n)["queueDepth"]), int)

    def test_whoever_subscribes_without_end_is_cut_off_and_it_beats_on_at_its_port(self):
        endpoint, hostile = self.heart.endpoint, self.stranger(zmq.XSUB)
        with hostile.get_monitor_socket(zmq.EVENT_DISCONNECTED) as cut_off:
            hostile.connect(endpoint)
            deadline = time.monotonic() + PATIENCE_S
            for number in itertools.count():
                if cut_off.poll(0):
                    break
                self.assertLess(time.monotonic(), deadline, f"{number} subscriptions are held")
                with contextlib.suppress(zmq.Again):
                    hostile.send(b"\x01%200d" % number, zmq.NOBLOCK)
            hostile.disable_monitor()
        hostile.close()
        honest = self.stranger(zmq.SUB)
        honest.subscribe(b"{")
        honest.connect(endpoint)
        self.assertTrue(honest.poll(1000 * PATIENCE_S), "no beat")
        self.assertEqual(self.heart.endpoint, endpoint)

    def test_a_connection_that_never_says_what_it_is_is_closed(self):
        host, port = self.heart.endpoint.removeprefix("tcp://").split(":")
        with create_connection((host, int(port)), timeout=PATIENCE_S) as silent:
            while silent.recv(4096):  # its greeting, then the end: libzmq itself would wait for 30 s
                pass

    def test_what_is_nothing_of_the_kind_is_raised_at_the_caller_and_it_beats_on(self):
        for wrong in (lambda: self.heart.turn(None, 500), lambda: self.heart.turn(b"work", 500), lambda: self.heart.turn("work", None),
                      lambda: self.heart.turn("work", float("nan")), lambda: self.heart.turn("work", float("inf")),
                      lambda: self.heart.set_queue_depth(None)):
            with self.assertRaises((TypeError, ValueError, OverflowError)):
                wrong()
        self.assertEqual(self.turn("work", 500), ("work", 500))

    def test_a_heart_that_no_monitor_could_hear_is_refused(self):
        for service in ("", "precios café", "two words", "x" * 65, None):
            with self.assertRaises((TypeError, ValueError)):
                Heart(service, "tcp://127.0.0.1:*")
        for interval_ms in (0, -5, None):
            with self.assertRaises((TypeError, ValueError)):
                Heart("prices", "tcp://127.0.0.1:*", interval_ms=interval_ms)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
