#!/usr/bin/python3
"""Unmodified Majordomo peers of both versions, and the two crosses (RFC 7, RFC 18)."""
import unittest

import zmq

from live_broker import BrokerTest, recv_request, wait_until

E = b""


class Versions(BrokerTest):
    def worker01(self, service):
        return self.worker(service, version=b"MDPW01", lead=(E,))

    def test_01_client_and_01_worker(self):
        worker = self.worker01("echo")
        client = self.socket(zmq.REQ)
        client.send_multipart([b"MDPC01", b"echo", b"one", b"two"])
        request = recv_request(worker, lead=1)
        self.assertEqual(request[:3], [E, b"MDPW01", b"\x02"])
        self.assertEqual(request[4:], [E, b"one", b"two"])
        worker.send_multipart([E, b"MDPW01", b"\x03", request[3], E, b"answer"])
        self.assertEqual(client.recv_multipart(), [b"MDPC01", b"echo", b"answer"])

    def test_02_client_and_02_worker_with_partials(self):
        worker = self.worker("echo")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x"])
        request = recv_request(worker)
        self.assertEqual(request[3:], [E, b"x"])
        for command, body in ((b"\x03", b"1"), (b"\x03", b"2"), (b"\x04", b"3")):
            worker.send_multipart([b"MDPW02", command, request[2], E, body])
        self.assertEqual(client.recv_multipart(), [b"MDPC02", b"\x02", b"echo", b"1"])
        self.assertEqual(client.recv_multipart(), [b"MDPC02", b"\x02", b"echo", b"2"])
        self.assertEqual(client.recv_multipart(), [b"MDPC02", b"\x03", b"echo", b"3"])

    def test_01_client_and_02_worker(self):
        worker = self.worker("echo")
        client = self.socket(zmq.REQ)
        client.send_multipart([b"MDPC01", b"echo", b"x"])
        request = recv_request(worker)
        worker.send_multipart([b"MDPW02", b"\x03", request[2], E, b"1"])
        worker.send_multipart([b"MDPW02", b"\x04", request[2], E, b"2"])
        self.assertEqual(client.recv_multipart(), [b"MDPC01", b"echo", b"1", b"2"])

    def test_02_client_and_01_worker(self):
        worker = self.worker01("echo")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x"])
        request = recv_request(worker, lead=1)
        worker.send_multipart([E, b"MDPW01", b"\x03", request[3], E, b"answer"])
        self.assertEqual(client.recv_multipart(), [b"MDPC02", b"\x03", b"echo", b"answer"])

    def test_02_peers_with_a_delimiter_get_one_back(self):
        worker = self.worker("echo", lead=(E,))
        client = self.socket(zmq.REQ)
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x"])
        request = recv_request(worker, lead=1)
        self.assertEqual(request[:3], [E, b"MDPW02", b"\x02"])
        worker.send_multipart([E, b"MDPW02", b"\x04", request[3], E, b"answer"])
        self.assertEqual(client.recv_multipart(), [b"MDPC02", b"\x03", b"echo", b"answer"])

    def test_a_correlating_req_client(self):
        worker = self.worker01("echo")
        client = self.socket(zmq.REQ, req_correlate=1, req_relaxed=1)
        client.send_multipart([b"MDPC01", b"echo", b"given up"])
        first = recv_request(worker, lead=1)
        client.send_multipart([b"MDPC01", b"echo", b"wanted"])
        worker.send_multipart([E, b"MDPW01", b"\x03", first[3], E, b"old"])
        second = recv_request(worker, lead=1)
        worker.send_multipart([E, b"MDPW01", b"\x03", second[3], E, b"new"])
        self.assertEqual(client.recv_multipart(), [b"MDPC01", b"echo", b"new"])

    def test_several_requests_of_one_client_at_once(self):
        self.start_echo("many", "--credits", "16")
        client = self.socket()
        wait_until(lambda: self.ask("mmi.service", b"many") == [b"200"], "many is served")
        for i in range(1000):
            client.send_multipart([b"MDPC02", b"\x01", b"many", b"%d" % i])
        got = sorted(int(client.recv_multipart()[3]) for _ in range(1000))
        self.assertEqual(got, list(range(1000)))


if __name__ == "__main__":
    unittest.main()
