#!/usr/bin/python3
"""Another program holds the store, to write or to read, for as long as it likes: writes go on, or are answered BUSY, and the log
says who it is."""

import os
import sqlite3
import threading
import time
import unittest

from latido import LatidoError
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

    def test_who_writes_into_the_store_lets_clients_wait_but_never_for_ever(self):
        other = self.open_store()
        other.execute("BEGIN IMMEDIATE")
        codes = []

        def issue():
            with self.system.client("acme", timeout=4, attempt_timeout=2) as client:
                try:
                    codes.append(client.issue_invoice(INVOICE)["number"])
                except LatidoError as error:
                    codes.append(error.code)

        callers = [threading.Thread(target=issue) for _ in range(6)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        self.assertEqual(codes, ["BUSY"] * 6)
        other.execute("ROLLBACK")
        begin = time.monotonic()
        self.client.issue_invoice(INVOICE)
        self.assertLess(time.monotonic() - begin, 5.0)

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
