#!/usr/bin/python3
"""Peers that misuse the connection itself, or send too much. After each, BrokerTest checks that the broker still serves."""
import socket
import unittest

import zmq

from live_broker import BrokerTest, code_of, recv_request, wait_until


class HostilePeers(BrokerTest):
    broker_options = ("--queue-max", "100", "--queue-max-bytes", "1000000")

    def raw(self, data):
        host, port = self.endpoint[len("tcp://"):].split(":")
        made = socket.create_connection((host, int(port)))
        self.addCleanup(made.close)
        made.sendall(data)
        return made

    def test_connections_that_say_nothing(self):
        for _ in range(50):
            self.raw(b"")

    def test_bytes_that_are_not_zmtp(self):
        self.raw(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        self.raw(b"\x00" * 64)
        self.raw(b"\xff\x00\x00\x00\x00\x00\x00\x00\x01\x7f" + b"\xff" * 100)

    def test_a_frame_one_byte_too_long_is_told_so(self):
        self.worker("echo")
        self.assertEqual(self.ask_code("echo", b"x" * 65537), "TOO_LARGE")

    def test_a_frame_of_two_megabytes_ends_the_connection_only(self):
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x" * 2 * 1024 * 1024])
        self.assertEqual(self.ask_code("nobody", b"x"), "NO_SERVICE")

    def test_nine_frames_and_a_thousand(self):
        self.worker("echo")
        self.assertEqual(self.ask_code("echo", *[b"x"] * 6), "TOO_LARGE")
        self.assertEqual(self.ask_code("echo", *[b"x"] * 1000), "TOO_LARGE")

    def test_a_message_of_two_million_frames_is_refused_and_its_memory_given_back(self):
        peer = self.raw(b"\xff" + b"\0" * 7 + b"\x01\x7f\x03\0NULL" + b"\0" * 48)  # ZMTP 3.0, up to the frames
        peer.recv(64, socket.MSG_WAITALL)
        ready = b"\x05READY\x0bSocket-Type\0\0\0\x06DEALER"
        peer.sendall(b"\x04" + bytes([len(ready)]) + ready)
        before = self.broker.rss_kib()
        for _ in range(100):
            peer.sendall(b"\x01\0" * 20_000)  # empty frames, and more to come
        peer.sendall(b"\0\x01x")
        wait_until(lambda: self.status()["counters"]["invalid"] == 1, "it is refused")
        self.assert_memory_below(32 * 1024, since_kib=before)

    def test_a_client_that_never_reads(self):
        client = self.socket(rcvhwm=1, sndhwm=0)
        for _ in range(30000):
            client.send_multipart([b"MDPC02", b"\x01", b"nobody", b"x" * 100])
        wait_until(lambda: self.status()["counters"]["noService"] >= 30000, "all were refused", 20.0)
        self.assert_memory_below(64 * 1024)

    def test_a_client_that_never_reads_large_answers(self):
        answers, answer = 1000, b"x" * 150000
        worker = self.worker("large", b"LTD1 beat=60000")
        client = self.socket(rcvhwm=1, rcvbuf=65536, sndhwm=0)
        reader = self.socket()
        before = self.broker.rss_kib()
        for _ in range(answers):
            client.send_multipart([b"MDPC02", b"\x01", b"large", b"x"])
            worker.send_multipart([b"MDPW02", b"\x04", recv_request(worker)[2], b"", answer])
        wait_until(lambda: self.status()["inFlight"] == 0, "all are answered")
        self.assertGreater(self.status()["counters"]["undeliverable"], answers // 2)
        self.assert_memory_below(48 * 1024, since_kib=before)
        # Another client gets its own all the same.
        reader.send_multipart([b"MDPC02", b"\x01", b"large", b"x"])
        worker.send_multipart([b"MDPW02", b"\x04", recv_request(worker)[2], b"", answer])
        self.assertEqual(reader.recv_multipart()[-1], answer)
        client.close()

    def test_a_client_that_reads_gets_every_large_answer(self):
        worker = self.worker("large", b"LTD1 credits=32 beat=60000")
        client = self.socket(rcvhwm=0)
        for i in range(90):
            client.send_multipart([b"MDPC02", b"\x01", b"large", b"%d" % i])
        for _ in range(90):
            worker.send_multipart([b"MDPW02", b"\x04", recv_request(worker)[2], b"", b"x" * 150000])
        for _ in range(90):
            self.assertEqual(len(client.recv_multipart()[-1]), 150000)

    def test_a_worker_with_all_credits_gets_that_many_requests(self):
        worker = self.worker("wide", b"LTD1 credits=1024 beat=60000")
        client = self.socket(sndhwm=0)
        for _ in range(3):  # libzmq's count of what waits lags behind
            for _ in range(1024):
                client.send_multipart([b"MDPC02", b"\x01", b"wide", b"x"])
            tokens = [recv_request(worker)[2] for _ in range(1024)]
            for token in tokens:
                worker.send_multipart([b"MDPW02", b"\x04", token, b"", b"done"])
            for _ in range(1024):
                self.assertEqual(client.recv_multipart()[-1], b"done")

    def test_a_full_queue_is_busy_and_another_service_still_served(self):
        worker = self.worker("slow")
        client = self.socket(sndhwm=0, rcvhwm=0)
        for _ in range(200):
            client.send_multipart([b"MDPC02", b"\x01", b"slow", b"x"])
        # One at the worker, 75 wait (three quarters of 100), 124 are told.
        for _ in range(124):
            self.assertEqual(code_of(client.recv_multipart()[-1]), "BUSY")
        self.assert_serves()
        for _ in range(76):
            token = recv_request(worker)[2]
            worker.send_multipart([b"MDPW02", b"\x04", token, b"", b"done"])
            self.assertEqual(client.recv_multipart()[-1], b"done")

    def test_a_squatted_routing_id_gets_nobody_elses_answer(self):
        worker = self.worker("echo")
        client = self.socket(identity=b"victim")
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x"])
        token = recv_request(worker)[2]
        squatter = self.socket(identity=b"victim")
        self.ask("mmi.service", b"echo")
        worker.send_multipart([b"MDPW02", b"\x04", token, b"", b"for the victim"])
        self.assertEqual(client.recv_multipart()[-1], b"for the victim")
        self.assertEqual(squatter.poll(100), 0)

    def test_malformed_header(self):
        self.worker("echo")
        self.assertEqual(self.ask_code("echo", b"LTD1 deadline=tomorrow", b"x"), "MALFORMED_REQUEST")
        self.assertEqual(self.ask_code("echo", b"LTD1 deadline=1", b"x"), "EXPIRED")


if __name__ == "__main__":
    unittest.main()
