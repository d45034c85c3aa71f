#!/usr/bin/python3
"""MMI (RFC 8) and the broker's own service."""
import unittest

import zmq

from live_broker import BrokerTest, recv_request


class Reserved(BrokerTest):
    def test_mmi_service_follows_the_worker(self):
        self.assertEqual(self.ask("mmi.service", b"echo"), [b"404"])
        worker = self.worker("echo")
        self.assertEqual(self.ask("mmi.service", b"echo"), [b"200"])
        worker.send_multipart([b"MDPW02", b"\x06"])
        worker.send_multipart([b"MDPC02", b"\x01", b"mmi.service", b"echo"])  # same peer: after the DISCONNECT
        self.assertEqual(worker.recv_multipart()[-1], b"404")

    def test_mmi_over_01(self):
        client = self.socket(zmq.REQ)
        client.send_multipart([b"MDPC01", b"mmi.service", b"echo"])
        self.assertEqual(client.recv_multipart(), [b"MDPC01", b"mmi.service", b"404"])

    def test_other_mmi_services_are_not_implemented(self):
        self.assertEqual(self.ask("mmi.discovery", b"x"), [b"501"])

    def test_a_worker_may_not_take_a_reserved_name(self):
        for name in (b"mmi.service", b"mmi.mine", b"broker"):
            worker = self.socket()
            worker.send_multipart([b"MDPW02", b"\x01", name])
            self.assertEqual(worker.recv_multipart(), [b"MDPW02", b"\x06"])

    def test_status_shows_workers_and_work(self):
        worker = self.worker("echo", b"LTD1 credits=2 retry=safe beat=2000")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x"])
        recv_request(worker)
        status = self.status()
        self.assertEqual(status["inFlight"], 1)
        self.assertEqual(status["workerList"][0]["credits"], 2)
        self.assertEqual(status["workerList"][0]["inFlight"], 1)
        self.assertEqual(status["serviceList"][0]["name"], "echo")
        self.assertEqual(status["quarantine"], [])


if __name__ == "__main__":
    unittest.main()
