#!/usr/bin/python3
"""Idempotency keys: that they grow, and that a journal gives the same ones to a job that is run again."""

import json
import os
import tempfile
import unittest

from latido import Client, Journal, KeyMaker
from scripted_broker import DONE, ScriptedBroker


class KeyMakerTest(unittest.TestCase):
    def test_keys_are_version_7_and_grow_even_where_the_clock_does_not(self):
        clock = iter([1000] * 5000 + [900, 2000])
        keys = KeyMaker(clock=lambda: next(clock))
        made = [keys.make() for _ in range(5002)]
        self.assertEqual(made, sorted(made))
        self.assertEqual(len(set(made)), len(made))
        for key in made:
            self.assertRegex(key, "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")

    def test_a_key_begins_with_the_milliseconds(self):
        # The example of RFC 9562, appendix A.6: 017F22E2-79B0 is 2022-02-22 14:22:22.000 at UTC-5.
        self.assertTrue(KeyMaker(clock=lambda: 0x017F22E279B0).make().startswith("017f22e2-79b0-7"))


class JournalTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "job.journal")
        self.fresh = iter(f"key-{i}" for i in range(100))

    def keys_of_a_run(self, *contents):
        journal = Journal(self.path)
        try:
            return [journal.key_for(content, lambda: next(self.fresh)) for content in contents]
        finally:
            journal.close()

    def test_a_second_run_gets_the_keys_of_the_first_and_goes_on(self):
        first = self.keys_of_a_run(b"a", b"b", b"a")
        self.assertEqual(len(set(first)), 3)
        second = self.keys_of_a_run(b"a", b"b", b"a", b"a", b"c")
        self.assertEqual(second[:3], first)
        self.assertEqual(len(set(second)), 5)

    def test_a_line_torn_by_a_kill_is_dropped(self):
        first = self.keys_of_a_run(b"a", b"b")
        with open(self.path, "r+b") as file:
            file.truncate(os.path.getsize(self.path) - 5)
        again = self.keys_of_a_run(b"a", b"b")
        self.assertEqual(again[0], first[0])
        self.assertNotEqual(again[1], first[1])
        self.assertEqual(self.keys_of_a_run(b"a", b"b"), again)

    def test_two_at_once_are_refused(self):
        journal = Journal(self.path)
        with self.assertRaisesRegex(RuntimeError, "in use"):
            Journal(self.path)
        journal.close()
        Journal(self.path).close()

    def test_the_key_is_on_disk_before_the_command_is_sent(self):
        with ScriptedBroker(DONE) as broker, Client(broker.endpoint, tenant="acme", journal=self.path) as client:
            seen = []
            exchange = client._connection.exchange

            def look_and_exchange(frames, end, trace):
                with open(self.path, encoding="ascii") as file:
                    seen.append(json.loads(file.readline())["key"])
                return exchange(frames, end, trace)

            client._connection.exchange = look_and_exchange
            self.assertEqual(client.issue_invoice({"series": "F"}).key, seen[0])


if __name__ == "__main__":
    unittest.main()
