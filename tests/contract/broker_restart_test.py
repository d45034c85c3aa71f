#!/usr/bin/python3
"""The broker is killed and comes back; workers register again by themselves."""
import time
import unittest

from live_broker import BrokerTest, code_of, recv_request, wait_until


class BrokerRestart(BrokerTest):
    def served(self):
        return self.ask("mmi.service", b"echo") == [b"200"]

    def test_workers_register_again_within_moments(self):
        workers = [self.start_echo("echo"), self.start_echo("echo")]
        wait_until(lambda: self.status()["workers"] == 2, "both are registered")
        self.broker.kill()
        time.sleep(0.3)
        self.start_broker()
        begin = time.monotonic()
        wait_until(lambda: self.status()["workers"] == 2, "both are registered again")
        self.assertLess(time.monotonic() - begin, 3.0)  # on a machine with nothing else to do: 0.3 s
        self.assertEqual(self.ask("echo", b"x"), [b"x"])
        self.assertTrue(all(worker.alive() for worker in workers))

    def test_workers_wait_for_a_broker_that_is_long_in_coming(self):
        self.start_echo("echo")
        wait_until(self.served, "it is registered")
        self.broker.kill()
        time.sleep(2.5)  # longer than the worker's patience: it has made its socket anew
        self.start_broker()
        wait_until(self.served, "it is registered again")
        self.assertEqual(self.ask("echo", b"x"), [b"x"])

    def test_a_worker_may_be_there_before_the_broker(self):
        self.broker.kill()
        self.start_echo("echo")
        time.sleep(0.3)
        self.start_broker()
        wait_until(self.served, "it is registered")

    def test_a_token_of_the_earlier_run_is_worth_nothing(self):
        worker = self.worker("echo")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"x"])
        old_token = recv_request(worker)[2]
        self.broker.kill()
        self.start_broker()
        worker = self.worker("echo")
        other = self.socket()
        other.send_multipart([b"MDPC02", b"\x01", b"echo", b"y"])
        new_token = recv_request(worker)[2]
        self.assertNotEqual(old_token, new_token)
        worker.send_multipart([b"MDPW02", b"\x04", old_token, b"", b"stale"])
        worker.send_multipart([b"MDPW02", b"\x04", new_token, b"", b"fresh"])
        self.assertEqual(other.recv_multipart()[-1], b"fresh")

    def test_a_broker_that_is_asked_to_stop_answers_everybody(self):
        worker = self.worker("echo", b"LTD1 beat=60000")
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"had"])
        recv_request(worker)
        client.send_multipart([b"MDPC02", b"\x01", b"echo", b"waits"])
        wait_until(lambda: self.status()["waiting"] == 1, "the second one waits")
        self.assertEqual(self.broker.stop(), 0)
        codes = {code_of(client.recv_multipart()[-1]) for _ in range(2)}
        self.assertEqual(codes, {"OUTCOME_UNKNOWN", "BUSY"})
        self.assertEqual(worker.recv_multipart(), [b"MDPW02", b"\x06"])
        self.start_broker()


if __name__ == "__main__":
    unittest.main()
