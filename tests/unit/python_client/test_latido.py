#!/usr/bin/python3
"""The Python client against a broker that answers by script: what it sends, and what it makes of each answer."""

import json
import os
import signal
import tempfile
import threading
import time
import unittest

import zmq

from latido import Client, Journal, KeyMaker, LatidoError

DONE = {"asOfPosition": "7", "done": {"id": "inv-7", "number": "F-1"}}


def error(code, retry_after_ms=0):
    return {"asOfPosition": "0", "error": {"code": code, "field": "f", "message": "m", "retryAfterMs": retry_after_ms}}


class ScriptedBroker:
    """Answers the n-th request with the n-th step: a reply (dictionary), a list of raw frames, or None for silence."""

    def __init__(self, *steps):
        self.requests = []
        self._steps = list(steps)
        self._router = zmq.Context.instance().socket(zmq.ROUTER)
        self._router.linger = 0
        self.endpoint = f"tcp://127.0.0.1:{self._router.bind_to_random_port('tcp://127.0.0.1')}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self._router.close()

    def _serve(self):
        while not self._stop.is_set():
            if not self._router.poll(10):
                continue
            address, *frames = self._router.recv_multipart()
            self.requests.append((address, frames))
            step = self._steps.pop(0) if self._steps else None
            if step is not None:
                self._answer(address, frames, step)

    def _answer(self, address, request, step):
        if isinstance(step, dict):
            header = request[3] + b" replayed=0"  # a worker gives the request's header back
            step = [b"MDPC02", b"\x03", request[2], header, json.dumps(step).encode()]
        # A list of lists is several messages.
        for message in step if isinstance(step[0], list) else [step]:
            self._router.send_multipart([address, *message])


class LateBroker(ScriptedBroker):
    """Answers the first request only once the second has come, to the peer that asked, as the broker does: without a header."""

    on_first_request = None

    def _serve(self):
        waiting = []
        while not self._stop.is_set():
            if not self._router.poll(10):
                continue
            address, *frames = self._router.recv_multipart()
            waiting.append((address, frames))
            if len(waiting) == 1:
                self.on_first_request()
                continue
            for address, frames in waiting:
                reply = {"asOfPosition": "7", "done": {"id": "of " + json.loads(frames[-1])["key"]}}
                self._answer(address, frames, [b"MDPC02", b"\x03", frames[2], json.dumps(reply).encode()])


class ClientTest(unittest.TestCase):
    def talk(self, *steps, **options):
        broker = ScriptedBroker(*steps)
        self.addCleanup(broker.__exit__)
        client = Client(broker.endpoint, tenant="acme", **{"timeout": 10, "attempt_timeout": 5, **options})
        self.addCleanup(client.close)
        return broker, client

    def payloads(self, broker):
        return [frames[-1] for _, frames in broker.requests]

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
        for code in ("INTERNAL", "QUARANTINED"):
            broker, client = self.talk(error(code))
            with self.assertRaises(LatidoError) as caught:
                client.issue_invoice({}, key="k-1")
            self.assertTrue(caught.exception.outcome_open, code)
            self.assertEqual(len(broker.requests), 1, "not sent again by itself")
        for code in ("NO_ANSWER", "BUSY", "NO_SERVICE", "EXPIRED", "OUTCOME_UNKNOWN", "NOT_YET"):
            self.assertTrue(LatidoError(code).outcome_open, code)
        for code in ("UNKNOWN_SERIES", "BAD_VALUE", "IDEMPOTENCY_MISMATCH", "TOO_LARGE"):
            self.assertFalse(LatidoError(code).outcome_open, code)

    def test_nobody_at_all_ends_in_no_answer_with_the_key(self):
        _, client = self.talk(timeout=0.3, attempt_timeout=0.1)
        with self.assertRaises(LatidoError) as caught:
            client.issue_invoice({}, key="k-1")
        self.assertEqual((caught.exception.code, caught.exception.key), ("NO_ANSWER", "k-1"))

    def test_when_time_is_over_the_last_refusal_is_told(self):
        _, client = self.talk(*[error("BUSY")] * 50, timeout=0.2)
        with self.assertRaises(LatidoError) as caught:
            client.issue_invoice({})
        self.assertEqual(caught.exception.code, "BUSY")

    def test_pages_are_followed_to_the_end(self):
        page = {"asOfPosition": "9", "invoices": {"invoices": [{"id": "inv-2"}], "nextCursor": "c"}}
        last = {"asOfPosition": "9", "invoices": {"invoices": [{"id": "inv-1"}], "nextCursor": ""}}
        broker, client = self.talk(page, last)
        self.assertEqual([i["id"] for i in client.list_invoices(status="open", limit=1)], ["inv-2", "inv-1"])
        cursors = [json.loads(payload)["listInvoices"]["cursor"] for payload in self.payloads(broker)]
        self.assertEqual(cursors, ["", "c"])

    def test_the_chain_is_followed_until_it_breaks(self):
        def part(checked, following, intact=True):
            return {"asOfPosition": "9", "chain": {"intact": intact, "checked": checked, "nextPosition": following}}

        broker, client = self.talk(part(3, "4"), part(2, "0"))
        self.assertEqual(client.verify_chain()["checked"], 5)
        self.assertEqual(json.loads(self.payloads(broker)[1])["verifyChain"], {"fromPosition": "4"})
        _, client = self.talk(part(3, "4", intact=False))
        self.assertFalse(client.verify_chain()["intact"])

    def test_the_status_of_a_key_is_its_reply_or_nothing(self):
        known = {"asOfPosition": "9", "commandStatus": {"known": DONE}}
        unknown = {"asOfPosition": "9", "commandStatus": {"unknown": None}}
        broker, client = self.talk(known, unknown)
        self.assertEqual(client.command_status("k-1"), DONE)
        self.assertIsNone(client.command_status("k-2"))
        self.assertEqual(json.loads(self.payloads(broker)[0])["key"], "k-1")


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
            exchange = client._exchange

            def look_and_exchange(frames, end, trace):
                with open(self.path, encoding="ascii") as file:
                    seen.append(json.loads(file.readline())["key"])
                return exchange(frames, end, trace)

            client._exchange = look_and_exchange
            self.assertEqual(client.issue_invoice({"series": "F"}).key, seen[0])


if __name__ == "__main__":
    unittest.main()
