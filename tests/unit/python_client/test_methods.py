#!/usr/bin/python3
"""The methods for commands and queries: what they ask, and how they put parts and pages together."""

import datetime
import json
import os
import re
import unittest

from latido import Client
from scripted_broker import DONE, TalkingTest


class MethodsTest(TalkingTest):
    def test_a_version_that_is_expected_stands_beside_the_command(self):
        broker, client = self.talk(DONE, DONE)
        client.update_customer({"customerId": "c-1", "name": "Ada"}, expected_version=3)
        client.delete_draft("draft-4")
        first, second = map(json.loads, self.payloads(broker))
        self.assertEqual(first["expectedVersion"], 3)
        self.assertNotIn("expectedVersion", second)

    def test_what_is_not_stated_is_left_out_of_a_request(self):
        broker, client = self.talk(*[DONE] * 4)
        client.extend_range("F", last_number=500)
        client.apply_customer_credit("inv-7", "EUR")
        client.record_payment(None, "5.00", "EUR", customerId="c-1")
        client.unallocate("inv-7", "EUR", customer_id="c-1")
        extended, applied, paid, taken = map(json.loads, self.payloads(broker))
        self.assertEqual(extended["extendRange"], {"series": "F", "lastNumber": "500"})
        self.assertEqual(applied["applyCustomerCredit"], {"invoiceId": "inv-7", "currency": "EUR"})
        self.assertEqual(paid["recordPayment"], {"customerId": "c-1", "amount": "5.00", "currency": "EUR"})
        self.assertEqual(taken["unallocate"], {"customerId": "c-1", "invoiceId": "inv-7", "currency": "EUR"})

    def test_money_is_taken_back_from_one_source(self):
        _, client = self.talk()
        with self.assertRaises(ValueError):
            client.unallocate("inv-7", "EUR")
        with self.assertRaises(ValueError):
            client.unallocate("inv-7", "EUR", payment_id="pay-9", customer_id="c-1")

    def test_a_credit_note_and_its_preview_say_the_same(self):
        preview = {"asOfPosition": "9", "preview": {"number": "CN-1"}}
        broker, client = self.talk(DONE, preview)
        client.issue_credit_note("CN", "inv-7", "EUR", "broken", lines=[{"line": 1}])
        self.assertEqual(client.preview_credit_note("CN", "inv-7", "EUR", "broken", lines=[{"line": 1}])["number"], "CN-1")
        issued, previewed = map(json.loads, self.payloads(broker))
        self.assertEqual(issued["issueCreditNote"], previewed["previewCreditNote"])
        self.assertEqual(issued["issueCreditNote"]["lines"], [{"line": 1}])

    def test_the_books_are_asked_for_as_they_stood(self):
        found = {"asOfPosition": "7", "invoice": {"id": "inv-7"}}
        broker, client = self.talk(*[found] * 5)
        client.get_invoice("inv-7")
        client.get_invoice("inv-7", as_of={"position": 7})
        client.get_invoice(number="F-1", as_of={"unix_ms": 1795392000123})
        noon = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
        client.get_invoice(reference="PO 7", as_of=noon)
        client.query("getInvoice", {"id": "inv-7"}, as_of={"unix_ms": 1795392000123})
        asked = [json.loads(payload) for payload in self.payloads(broker)]
        self.assertNotIn("asOf", asked[0])
        self.assertEqual(asked[1]["asOf"], {"position": "7"})
        self.assertEqual((asked[2]["asOf"], asked[2]["getInvoice"]), ({"unixMs": "1795392000123"}, {"number": "F-1"}))
        # 2026-11-23 is day 20780 since 1970-01-01; noon at UTC+1 is 11 o'clock in UTC.
        unix_ms = (20780 * 24 + 11) * 3_600_000
        self.assertEqual((asked[3]["asOf"], asked[3]["getInvoice"]), ({"unixMs": str(unix_ms)}, {"reference": "PO 7"}))
        self.assertEqual(asked[4]["asOf"], {"unixMs": "1795392000123"})

    def test_a_list_keeps_its_moment_from_page_to_page(self):
        def page(number, cursor):
            return {"asOfPosition": "7", "payments": {"payments": [{"id": f"pay-{number}"}], "nextCursor": cursor}}

        broker, client = self.talk(page(5, "c"), page(4, ""))
        self.assertEqual([one["id"] for one in client.list_payments(as_of={"position": 7})], ["pay-5", "pay-4"])
        self.assertEqual([json.loads(payload)["asOf"] for payload in self.payloads(broker)], [{"position": "7"}] * 2)

    def test_a_list_without_cursors_keeps_the_moment_of_its_first_page(self):
        tonight = {"unix_ms": 1795478399999}  # stands for 7 by the first page, for 9 by the second
        feed = [
            {"asOfPosition": "7", "events": {"events": [{"position": "6"}], "nextPosition": "6"}},
            {"asOfPosition": "7", "events": {"events": [{"position": "7"}], "nextPosition": "0"}},
        ]
        gaps = [
            {"asOfPosition": "7", "gaps": {"missing": [], "voided": ["1"], "nextNumber": "2"}},
            {"asOfPosition": "7", "gaps": {"missing": [], "voided": [], "nextNumber": "0"}},
        ]
        broker, client = self.talk(*feed, *gaps)
        self.assertEqual([one["position"] for one in client.event_feed(as_of=tonight)], ["6", "7"])
        self.assertEqual(client.gap_report("F", as_of=tonight)["voided"], [1])
        moments = [json.loads(payload)["asOf"] for payload in self.payloads(broker)]
        self.assertEqual(moments, [{"unixMs": "1795478399999"}, {"position": "7"}] * 2)

    def test_a_statement_is_put_together_from_its_pages(self):
        def page(opening, entries, closing, cursor=""):
            body = {"currency": "EUR", "opening": opening, "entries": entries, "closing": closing, "nextCursor": cursor}
            return {"asOfPosition": "7", "statement": body}

        broker, client = self.talk(page("1.00", [{"id": "inv-4"}], "3.00", "c"), page("3.00", [{"id": "pay-5"}], "0.00"))
        whole = client.statement("c-1", "EUR", "2026-11-01", "2026-11-30", as_of={"position": 7})
        self.assertEqual((whole["opening"], whole["closing"]), ("1.00", "0.00"))
        self.assertEqual([entry["id"] for entry in whole["entries"]], ["inv-4", "pay-5"])
        self.assertEqual([body.get("cursor") for body in self.bodies(broker, "statement")], [None, "c"])

    def test_a_payment_is_asked_for_by_one_of_id_and_reference(self):
        found = {"asOfPosition": "9", "payment": {"id": "pay-9", "reference": "bank-1"}}
        broker, client = self.talk(found, found)
        client.get_payment("pay-9")
        client.get_payment(reference="bank-1")
        self.assertEqual(self.bodies(broker, "getPayment"), [{"paymentId": "pay-9"}, {"reference": "bank-1"}])
        for names in ({}, {"payment_id": "pay-9", "reference": "bank-1"}):
            with self.assertRaises(ValueError):
                client.get_payment(**names)

    def test_a_moment_that_is_none_is_refused_before_it_is_sent(self):
        broker, client = self.talk()
        for moment in ({}, {"position": 7, "unix_ms": 7}, {"time": 7}, datetime.datetime(2026, 11, 23)):
            with self.assertRaises(ValueError):
                client.get_invoice("inv-7", as_of=moment)
        with self.assertRaises(ValueError):
            client.get_invoice()
        self.assertEqual(broker.requests, [])

    def test_a_tax_report_is_added_up_exactly_over_its_parts(self):
        def row(base, tax, percent="19", documents=1):
            zero = {"creditedBase": "0.00", "creditedTax": "0.00"}
            amounts = {"invoicedBase": base, "invoicedTax": tax, "base": base, "tax": tax}
            return {"currency": "EUR", "category": "S", "percent": percent, **zero, **amounts, "documents": documents}

        parts = [[row("0.10", "0.02"), row("1.00", "0.07", "7")], [row("0.20", "0.04", documents=2)]]
        replies = [
            {"asOfPosition": "9", "taxes": {"rows": rows, "nextCursor": cursor}} for rows, cursor in zip(parts, ("c", ""))
        ]
        broker, client = self.talk(*replies)
        rows = client.tax_report("2026-11-01", "2026-11-30")
        self.assertEqual([(r["percent"], r["base"], r["tax"], r["documents"]) for r in rows],
                         [("19", "0.30", "0.06", 3), ("7", "1.00", "0.07", 1)])
        self.assertEqual(self.bodies(broker, "taxReport")[1], {"from": "2026-11-01", "to": "2026-11-30", "cursor": "c"})

    def test_the_feed_is_followed_by_position_and_stored_bytes_are_bytes(self):
        def page(events, following):
            return {"asOfPosition": "9", "events": {"events": events, "nextPosition": following}}

        first = {"position": "1", "payload": [0, 255], "hash": [7] * 32}
        broker, client = self.talk(page([first], "1"), page([{"position": "2"}], "0"))
        events = list(client.event_feed(stored=True, limit=1))
        self.assertEqual([event["position"] for event in events], ["1", "2"])
        self.assertEqual((events[0]["payload"], events[0]["hash"]), (b"\x00\xff", b"\x07" * 32))
        self.assertEqual([body["afterPosition"] for body in self.bodies(broker, "eventFeed")], ["0", "1"])

    def test_an_audit_trail_is_of_one_thing(self):
        broker, client = self.talk({"asOfPosition": "9", "events": {"events": [{"position": "7"}]}})
        self.assertEqual([event["position"] for event in client.audit_trail(invoiceId="inv-7")], ["7"])
        self.assertEqual(self.bodies(broker, "auditTrail")[0], {"invoiceId": "inv-7", "limit": 50, "afterPosition": "0"})
        with self.assertRaises(ValueError):
            client.audit_trail()

    def test_the_books_themselves_have_an_audit_trail(self):
        broker, client = self.talk({"asOfPosition": "9", "events": {"events": [{"position": "2"}]}})
        self.assertEqual([event["position"] for event in client.audit_trail(books=None)], ["2"])
        self.assertEqual(self.bodies(broker, "auditTrail")[0], {"books": None, "limit": 50, "afterPosition": "0"})

    def test_gaps_are_gathered_over_the_whole_range(self):
        parts = [{"missing": ["2"], "voided": ["1"], "nextNumber": "1001"}, {"voided": ["1005"], "nextNumber": "0"}]
        broker, client = self.talk(*[{"asOfPosition": "9", "gaps": part} for part in parts])
        self.assertEqual(client.gap_report("F"), {"series": "F", "missing": [2], "voided": [1, 1005]})
        self.assertEqual(self.bodies(broker, "gapReport"), [{"series": "F"}, {"series": "F", "fromNumber": "1001"}])

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


class CompletenessTest(unittest.TestCase):
    def members(self, schema, root):
        """The names in the root's unnamed union, from the schema's own text."""
        folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../schema")
        with open(os.path.join(folder, schema), encoding="utf-8") as file:
            union = file.read().partition(f"struct {root} {{")[2].partition("union {")[2].partition("\n  }")[0]
        names = re.findall(r"^    (\w+) @\d+ :", union, re.MULTILINE)
        self.assertGreater(len(names), 20)
        return [name for name in names if name != "unset"]

    def test_every_command_and_query_of_the_schema_is_a_method_that_explains_itself(self):
        for name in self.members("commands.capnp", "Command") + self.members("queries.capnp", "Query"):
            method = re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)
            self.assertTrue(hasattr(Client, method), f"{name} has no method {method}")
            self.assertTrue(getattr(Client, method).__doc__, f"{method} does not say what it does")


if __name__ == "__main__":
    unittest.main()
