#!/usr/bin/python3
"""Another program holds the store, to write or to read, for as long as it likes: writes go on, or are answered BUSY, and the log
says who it is."""

import json
import os
import sqlite3
import time
import unittest

import zmq

from latido_system import LatidoSystem

INVOICE = {
    "series": "A",
    "customerId": "C",
    "currency": "EUR",
    "lines": [{"name": "Paper", "quantity": "2", "unitPrice": "1.50", "tax": {"category": "S", "percent": "19"}}],
}


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
        other = self.open_store()
        other.execute("BEGIN IMMEDIATE")
        codes, seconds = self.issue_in_one_go(6)
        self.assertEqual(codes, ["BUSY"] * 6)
        self.assertLess(seconds, 10.0)  # SQLite waits for a second in each of a few turns
        other.execute("ROLLBACK")
        self.assertEqual(self.issue_in_one_go(6)[0], ["done"] * 6)

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
