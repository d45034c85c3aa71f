#!/usr/bin/python3
"""The Python client against a broker that answers by script: what it sends, and what it makes of each answer."""

import json
import signal
import threading
import time
import unittest

from latido import Client, LatidoError
from scripted_broker import DONE, LateBroker, TalkingTest, error


class ClientTest(TalkingTest):
    def test_a_command_is_an_mdp_request_with_header_and_json(self):
        broker, client = self.talk(DONE)
        before = time.time() * 1000
        client.issue_invoice({"series": "F"}, key="k-1")
        _, frames = broker.requests[0]
        self.assertEqual(frames[:3], [b"MDPC02", b"\x01", b"comandos"])
        tag, *fields = frames[3].decode().split(" ")
        fields = dict(field.split("=") for field in fields)
        self.assertEqual((tag, fields["attempt"], len(frames)), ("LTD1", "1", 5))
        self.assertAlmostEqual(int(fields["deadline"]), before + 5000, delta=2000)
        self.assertEqual(
            json.loads(frames[4]), {"tenant": "acme", "key": "k-1", "actor": "", "issueInvoice": {"series": "F"}}
        )

    def test_an_answer_is_its_body_with_position_and_key(self):
        _, client = self.talk(DONE)
        answer = client.issue_invoice({}, key="k-1")
        self.assertEqual(answer, {"id": "inv-7", "number": "F-1"})
        self.assertEqual((answer.kind, answer.as_of_position, answer.key, answer.replayed), ("done", 7, "k-1", False))

    def test_an_answer_says_when_it_was_given_before(self):
        frames = [b"MDPC02", b"\x03", b"comandos", b"LTD1 attempt=1 replayed=1", json.dumps(DONE).encode()]
        _, client = self.talk(frames)
        self.assertTrue(client.issue_invoice({}).replayed)

    def test_an_answer_without_a_header_is_understood(self):
        _, client = self.talk([b"MDPC02", b"\x03", b"comandos", json.dumps(DONE).encode()])
        self.assertEqual(client.issue_invoice({})["id"], "inv-7")

    def test_a_business_refusal_is_raised_at_once(self):
        broker, client = self.talk(error("EXCEEDS_DUE"))
        with self.assertRaises(LatidoError) as caught:
            client.record_payment("inv-7", "5.00", "EUR", key="k-1")
        refusal = caught.exception
        self.assertEqual((refusal.code, refusal.field, refusal.message, refusal.key), ("EXCEEDS_DUE", "f", "m", "k-1"))
        self.assertEqual(len(broker.requests), 1)

    def test_whatever_means_not_now_is_sent_again_with_the_same_bytes(self):
        codes = ("BUSY", "NO_SERVICE", "EXPIRED", "OUTCOME_UNKNOWN", "NOT_YET")
        broker, client = self.talk(*map(error, codes), DONE)
        self.assertEqual(client.issue_invoice({"series": "F"})["id"], "inv-7")
        self.assertEqual(len(broker.requests), len(codes) + 1)
        self.assertEqual(len(set(self.payloads(broker))), 1)
        attempts = [frames[3].split(b"attempt=")[1].split(b" ")[0] for _, frames in broker.requests]
        self.assertEqual(attempts, [b"1", b"2", b"3", b"4", b"5", b"6"])

    def test_an_unknown_refusal_with_a_time_to_wait_is_sent_again_too(self):
        broker, client = self.talk(error("SOMETHING_NEW", retry_after_ms=1), DONE)
        client.issue_invoice({})
        self.assertEqual(len(broker.requests), 2)

    def test_silence_leads_to_a_new_socket_and_the_same_bytes(self):
        broker, client = self.talk(None, DONE, attempt_timeout=0.1)
        self.assertEqual(client.issue_invoice({})["id"], "inv-7")
        (first, _), (second, _) = broker.requests
        self.assertNotEqual(first, second)
        self.assertEqual(len(set(self.payloads(broker))), 1)

    def test_partials_and_answers_of_other_services_are_passed_over(self):
        stray = json.dumps(error("EXCEEDS_DUE")).encode()
        final = [b"MDPC02", b"\x03", b"comandos", json.dumps(DONE).encode()]
        strays = [[b"MDPC02", b"\x02", b"comandos", stray], [b"MDPC02", b"\x03", b"consultas", stray], [b"x"]]
        _, client = self.talk([*strays, final])
        self.assertEqual(client.issue_invoice({})["id"], "inv-7")

    def test_a_reply_that_carries_the_trace_of_another_request_is_passed_over(self):
        def final(header, invoice):
            reply = {"asOfPosition": "7", "done": {"id": invoice}}
            return [b"MDPC02", b"\x03", b"comandos", header, json.dumps(reply).encode()]

        _, client = self.talk([final(b"LTD1 attempt=1 trace=other", "inv-1"), final(b"LTD1 attempt=1", "inv-7")])
        self.assertEqual(client.issue_invoice({})["id"], "inv-7")

    def test_after_a_ctrl_c_in_a_call_the_next_call_does_not_get_the_answer_of_that_one(self):
        broker = self.enterContext(LateBroker())
        client = Client(broker.endpoint, tenant="acme", timeout=10, attempt_timeout=5)
        self.addCleanup(client.close)
        # As Ctrl-C does it: raised by the handler of a signal, in the middle of the wait for the answer.
        self.addCleanup(signal.signal, signal.SIGALRM, signal.signal(signal.SIGALRM, signal.default_int_handler))
        broker.on_first_request = lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGALRM)
        with self.assertRaises(KeyboardInterrupt):
            client.issue_invoice({}, key="k-1")
        self.assertEqual(client.issue_invoice({}, key="k-2")["id"], "of k-2")

    def test_an_error_after_which_the_command_may_have_taken_effect_says_so(self):
        for code in ("INTERNAL", "QUARANTINED", "UNKNOWN_TENANT"):
            broker, client = self.talk(error(code))
            with self.assertRaises(LatidoError) as caught:
                client.issue_invoice({}, key="k-1")
            self.assertTrue(caught.exception.outcome_open, code)
            self.assertEqual(len(broker.requests), 1, "not sent again by itself")
        for code in ("NO_ANSWER", "BUSY", "NO_SERVICE", "EXPIRED", "OUTCOME_UNKNOWN", "NOT_YET"):
            self.assertTrue(LatidoError(code).outcome_open, code)
        for code in ("UNKNOWN_SERIES", "BAD_VALUE", "IDEMPOTENCY_MISMATCH", "TOO_LARGE"):
            self.assertFalse(LatidoError(code).outcome_open, code)

    def test_a_reply_that_cannot_be_read_is_an_open_outcome_and_no_crash(self):
        for payload in (b"{}", b"[]", b"null", b"\xff{}", b"{", b'{"error":7}', b'{"error":{}}', b'{"done":{},"error":{}}'):
            broker, client = self.talk([b"MDPC02", b"\x03", b"comandos", payload])
            with self.assertRaises(LatidoError) as caught:
                client.issue_invoice({}, key="k-1")
            self.assertEqual((caught.exception.code, caught.exception.key), ("UNREADABLE_REPLY", "k-1"), payload)
            self.assertTrue(caught.exception.outcome_open)
            self.assertEqual(len(broker.requests), 1, "not sent again by itself")

    def test_nobody_at_all_ends_in_no_answer_with_the_key(self):
        _, client = self.talk(timeout=0.3, attempt_timeout=0.1)
        with self.assertRaises(LatidoError) as caught:
            client.issue_invoice({}, key="k-1")
        self.assertEqual((caught.exception.code, caught.exception.key), ("NO_ANSWER", "k-1"))

    def test_a_request_that_the_broker_would_not_take_is_refused_here(self):
        broker, client = self.talk()
        with self.assertRaises(LatidoError) as caught:
            client.issue_invoice({"note": "x" * 65536}, key="k-1")
        self.assertEqual((caught.exception.code, caught.exception.outcome_open), ("TOO_LARGE", False))
        self.assertEqual(broker.requests, [])

    def test_when_time_is_over_the_last_refusal_is_told(self):
        _, client = self.talk(*[error("BUSY")] * 50, timeout=0.2)
        with self.assertRaises(LatidoError) as caught:
            client.issue_invoice({})
        self.assertEqual(caught.exception.code, "BUSY")


if __name__ == "__main__":
    unittest.main()
