#!/usr/bin/python3
"""Another program holds the store, to write or to read, for as long as it likes: writes go on, or are answered BUSY, and the log
says who it is. The monitor calls the writer degraded for it, and never hung."""

import json
import os
import sqlite3
import time
import unittest

import zmq

from latido_system import LatidoSystem
from monitor_fixture import Follower

INVOICE = {
    "series": "A",
    "customerId": "C",
    "currency": "EUR",
    "lines": [{"name": "Paper", "quantity": "2", "unitPrice": "1.50", "tax": {"category": "S", "percent": "19"}}],
}


def watch(follower, seconds):
    """What the monitor tells within that time."""
    end = time.monotonic() + seconds
    changes = []
    while (left := end - time.monotonic()) > 0:
        changes.append(follower.take(int(left * 1000)))
    return [change for change in changes if change]


def verdicts_of_comandos(changes):
    return [change["verdict"] for change in changes if change["service"] == "comandos"]


class HeldStore(unittest.TestCase):
    def setUp(self):
        self.system = self.enterContext(LatidoSystem())
        self.client = self.enterContext(self.system.client("acme", timeout=15))
        self.client.create_series({"series": "A", "prefix": "A-"})
        self.client.create_customer({"customerId": "C", "name": "Clara"})

    def open_store(self):
        store = sqlite3.connect(self.system.store, isolation_level=None, check_same_thread=False)
        self.addCleanup(store.close)
        return store

    def follow(self):
        """A follower of the monitor's stream that knows comandos as up."""
        socket = zmq.Context.instance().socket(zmq.SUB)
        self.addCleanup(socket.close, 0)
        follower = Follower(socket, self.system.stream_endpoint)
        follower.wait_verdict("comandos", "up")
        return follower

    def log_of_comandos(self):
        with open(self.system.log_path("comandos"), encoding="utf-8") as log:
            return log.read()

    def issue_in_one_go(self, count):
        """Sends them all at once; the codes that come back, "done" where there is none, and how long the last one took."""
        socket = zmq.Context.instance().socket(zmq.DEALER)
        self.addCleanup(socket.close, 0)
        socket.connect(self.system.endpoint)
        begin = time.monotonic()
        for number in range(count):
            request = {"tenant": "acme", "key": f"{begin}-{number}", "issueInvoice": INVOICE}
            socket.send_multipart([b"MDPC02", b"\x01", b"comandos", json.dumps(request).encode()])
            time.sleep(0.1)  # so that some come in the middle of a turn
        codes = []
        for _ in range(count):
            self.assertTrue(socket.poll(20_000), f"only {codes} were answered")
            codes.append(json.loads(socket.recv_multipart()[-1]).get("error", {}).get("code", "done"))
        return codes, time.monotonic() - begin

    def test_who_writes_into_the_store_makes_clients_wait_but_not_for_ever(self):
        follower = self.follow()
        other = self.open_store()
        other.execute("BEGIN IMMEDIATE")
        codes, seconds = self.issue_in_one_go(6)
        self.assertEqual(codes, ["BUSY"] * 6)
        self.assertLess(seconds, 10.0)  # SQLite waits for a second in each of a few turns
        told = follower.wait_verdict("comandos", "degraded")
        other.execute("ROLLBACK")
        self.assertEqual(self.issue_in_one_go(6)[0], ["done"] * 6)
        told += follower.wait_verdict("comandos", "up")
        self.assertEqual(verdicts_of_comandos(told), ["degraded", "up"])

    def test_a_writer_at_rest_is_degraded_while_another_holds_its_store_and_up_again_after_it(self):
        follower = self.follow()
        other = self.open_store()
        other.execute("BEGIN IMMEDIATE")
        told = follower.wait_verdict("comandos", "degraded")
        evidence = follower.services["comandos"]["evidence"]
        self.assertEqual((evidence["reason"], evidence["deepEcho"]), ("dependency", "failed"))
        told += watch(follower, 1.5)  # it is asked again, and fails again
        other.execute("ROLLBACK")
        told += follower.wait_verdict("comandos", "up")
        self.assertEqual(verdicts_of_comandos(told), ["degraded", "up"])

    def test_who_writes_into_the_store_now_and_then_changes_nothing_for_the_monitor(self):
        follower = self.follow()
        other = self.open_store()
        told, longest = [], 0.0
        for _ in range(3):
            other.execute("BEGIN IMMEDIATE")
            begin = time.monotonic()
            told += watch(follower, 0.4)
            other.execute("ROLLBACK")
            longest = max(longest, time.monotonic() - begin)
            told += watch(follower, 0.4)
        # On a crowded machine it may have been held for longer than a writer waits.
        self.assertLessEqual(set(verdicts_of_comandos(told)), {"degraded", "up"} if longest > 0.8 else set())

    def test_who_reads_an_old_state_keeps_no_writer_out_and_is_named(self):
        reader = self.open_store()
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchall()
        self.assertEqual(self.client.issue_invoice(INVOICE)["number"], "A-1")
        self.system.kill("comandos")
        self.assertEqual(self.client.issue_invoice(INVOICE)["number"], "A-2")
        self.assertIn(f"(process {os.getpid()})", self.log_of_comandos())


if __name__ == "__main__":
    unittest.main()
