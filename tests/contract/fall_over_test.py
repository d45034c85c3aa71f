#!/usr/bin/python3
"""What stops, robs or swells other brokers, against the live process. After each, BrokerTest checks that it still serves."""
import random
import time
import unittest

import zmq

from live_broker import BrokerTest, code_of, recv_request, silent, wait_until

E = b""


class FallOver(BrokerTest):
    def test_garbage_frames(self):
        peer = self.socket()
        for frames in ([b"garbage"], [E], [E, E], [b"\xff" * 300, E, b"MDPC01"], [E, b"MDPX01", b"echo", b"x"]):
            peer.send_multipart(frames)
        wait_until(lambda: self.status()["counters"]["invalid"] == 5, "all five are counted")
        self.assertTrue(silent(peer))

    def test_request_without_body(self):
        client = self.socket(zmq.REQ)
        client.send_multipart([b"MDPC01", b"echo"])
        self.assertEqual(code_of(client.recv_multipart()[2]), "MALFORMED_REQUEST")

    def test_worker_header_without_command(self):
        peer = self.socket()
        peer.send_multipart([E, b"MDPW01"])
        peer.send_multipart([b"MDPW02"])
        wait_until(lambda: self.status()["counters"]["invalid"] == 2, "both are counted")

    def test_polite_disconnect_of_an_idle_worker(self):
        worker = self.worker("echo", version=b"MDPW01", lead=(E,))
        worker.send_multipart([E, b"MDPW01", b"\x05"])
        wait_until(lambda: self.status()["workers"] == 0, "the worker is gone")
        time.sleep(9.5)  # the Python broker of the guide falls over 9 s later

    def test_idle_worker_forges_a_reply(self):
        worker = self.worker("echo")
        forger = self.worker("other")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x"])
        token = recv_request(worker)[2]
        forger.send_multipart([b"MDPW02", b"\x04", token, E, b"forged"])
        wait_until(lambda: self.status()["counters"]["strayAnswers"] == 1, "it is counted")
        worker.send_multipart([b"MDPW02", b"\x04", token, E, b"real"])
        self.assertEqual(client.recv_multipart()[-1], b"real")

    def test_heartbeat_before_ready(self):
        peer = self.socket()
        peer.send_multipart([b"MDPW02", b"\x05"])
        self.assertEqual(peer.recv_multipart(), [b"MDPW02", b"\x06"])

    def test_second_ready(self):
        worker = self.worker("echo")
        worker.send_multipart([b"MDPW02", b"\x01", b"echo"])
        self.assertEqual(worker.recv_multipart(), [b"MDPW02", b"\x06"])
        self.assertEqual(self.ask("mmi.service", b"echo"), [b"404"])

    def test_dead_worker_behind_a_live_one(self):
        live = self.worker("echo", b"LTD1 beat=100")
        self.worker("echo", b"LTD1 beat=100")  # never beats

        def only_one_left():
            live.send_multipart([b"MDPW02", b"\x05"])
            return self.status()["workers"] == 1
        wait_until(only_one_left, "the silent one is dropped")

    def test_50000_requests_to_unknown_services_leave_nothing_behind(self):
        client = self.socket(sndhwm=0, rcvhwm=0)

        def flood(count):
            answered = 0
            for i in range(count):
                client.send_multipart([b"MDPC02", b"\x01", b"unknown-%d-%d" % (count, i), b"x" * 200])
                while client.poll(0) or i - answered >= 500:
                    client.recv_multipart()
                    answered += 1
            while answered < count:
                client.recv_multipart()
                answered += 1
        flood(5000)  # warm
        before = self.broker.rss_kib()
        flood(50000)
        self.assert_memory_below(4096, since_kib=before)
        self.assertEqual(self.status()["services"], 0)

    def test_any_byte_in_a_service_name(self):
        client = self.socket()
        for byte in range(256):
            client.send_multipart([b"MDPC02", b"\x01", b"topic/" + bytes([byte]), b"x"])
            self.assertIn(code_of(client.recv_multipart()[-1]), ("NO_SERVICE", "MALFORMED_REQUEST"))

    def test_late_final_does_not_strand_the_worker(self):
        worker = self.worker("echo")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"LTD1 deadline=%d" % (time.time() * 1000 + 200), b"slow"])
        token = recv_request(worker)[2]
        self.assertEqual(code_of(client.recv_multipart()[-1]), "OUTCOME_UNKNOWN")
        worker.send_multipart([b"MDPW02", b"\x04", token, E, b"late"])
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"next"])
        self.assertEqual(recv_request(worker)[-1], b"next")

    def test_partial_does_not_make_a_worker_idle(self):
        worker = self.worker("echo")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"one"])
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"two"])
        token = recv_request(worker)[2]
        worker.send_multipart([b"MDPW02", b"\x03", token, E, b"part"])
        self.assertEqual(client.recv_multipart()[1], b"\x02")
        self.assertTrue(silent(worker))

    def test_a_name_that_begins_with_a_letter_of_mmi_is_ordinary(self):
        worker = self.worker("invoice.create")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"invoice.create", b"x"])
        self.assertEqual(recv_request(worker)[-1], b"x")

    def test_random_frames(self):
        dice = random.Random(20240607)
        words = [b"", b"MDPC01", b"MDPC02", b"MDPW01", b"MDPW02", b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06",
                 b"echo", b"mmi.service", b"broker", b"LTD1 credits=4", b"LTD1 deadline=1", b"x" * 1000]
        peers = [self.socket(rcvhwm=10) for _ in range(4)]
        for _ in range(20000):
            frames = [dice.choice(words) if dice.random() < 0.95 else dice.randbytes(dice.randrange(40))
                      for _ in range(dice.randrange(1, 12))]
            peer = dice.choice(peers)
            peer.send_multipart(frames)
            while peer.poll(0):
                peer.recv_multipart()
        self.assert_memory_below(100 * 1024)


if __name__ == "__main__":
    unittest.main()
