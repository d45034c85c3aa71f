#!/usr/bin/python3
"""issue_invoices.py: which keys it uses, what it creates, and what it says of each file."""

import json
import os
import tempfile
import unittest

import issue_invoices
from latido import Answer, LatidoError

TOTALS = {"payable": "11.90"}
INVOICE = {"series": "F", "customerId": "c-1", "currency": "EUR", "lines": []}


class Books:
    """Stands in for a Client: keeps an answer for every key for ever, as Latido does."""

    def __init__(self):
        self.kept = {}
        self.customers = {}
        self.series = {}
        self.issued = []
        self.refuse_next = None

    def create_customer(self, customer, key):
        return self._once(key, lambda: self._create(self.customers, customer["customerId"], "DUPLICATE_CUSTOMER"))

    def create_series(self, series, key):
        return self._once(key, lambda: self._create(self.series, series["series"], "DUPLICATE_SERIES"))

    def issue_invoice(self, invoice, key=None):
        return self._once(key or f"made-{len(self.kept)}", lambda: self._issue(invoice))

    def get_invoice(self, invoice_id):
        sequence = int(invoice_id.removeprefix("inv-"))
        return {
            "id": invoice_id,
            "number": f"F-{sequence}",
            "totals": TOTALS,
            "status": "open",
            "issueDate": "2026-01-05",
            "currency": "EUR",
            "customer": {"name": "Ada"},
        }

    def _once(self, key, act):
        replayed = key in self.kept
        if not replayed:
            try:
                self.kept[key] = act()
            except LatidoError as error:
                self.kept[key] = error
        kept = self.kept[key]
        if isinstance(kept, LatidoError):
            raise LatidoError(kept.code, replayed=replayed)
        return Answer("done", kept, 1, replayed, key)

    @staticmethod
    def _create(table, name, taken):
        if name in table:
            raise LatidoError(taken)
        table[name] = True
        return {"id": name}

    def _issue(self, invoice):
        if self.refuse_next:
            code, self.refuse_next = self.refuse_next, None
            raise LatidoError(code)
        self.issued.append(invoice)
        sequence = len(self.issued)
        return {"id": f"inv-{sequence}", "number": f"F-{sequence}", "totals": TOTALS}


class IssueInvoicesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.books = Books()

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))
        return path

    def run_over(self, *paths, new=False):
        return list(issue_invoices.run(self.books, paths, new))

    def test_a_second_run_issues_nothing_and_says_so(self):
        path = self.file("a.json", INVOICE)
        first, second = self.run_over(path), self.run_over(path)
        self.assertEqual((first[0]["number"], first[0]["remark"]), ("F-1", ""))
        self.assertEqual((second[0]["number"], second[0]["remark"]), ("F-1", "issued before"))
        self.assertEqual(len(self.books.issued), 1)

    def test_another_layout_of_the_same_json_is_the_same_invoice(self):
        self.run_over(self.file("a.json", INVOICE))
        self.run_over(self.file("a.json", json.dumps(dict(reversed(INVOICE.items())), indent=4)))
        self.assertEqual(len(self.books.issued), 1)

    def test_another_name_or_content_is_another_invoice(self):
        self.run_over(self.file("a.json", INVOICE), self.file("b.json", INVOICE))
        self.run_over(self.file("a.json", {**INVOICE, "reference": "x"}))
        self.assertEqual(len(self.books.issued), 3)

    def test_new_issues_the_same_files_once_more(self):
        path = self.file("a.json", INVOICE)
        self.run_over(path)
        self.assertEqual(self.run_over(path, new=True)[0]["number"], "F-2")

    def test_a_refused_file_is_tried_again_under_a_further_key_and_issued_once(self):
        path = self.file("a.json", INVOICE)
        self.books.refuse_next = "UNKNOWN_SERIES"
        refused = self.run_over(path)[0]
        self.assertEqual((refused["ok"], refused["code"]), (False, "UNKNOWN_SERIES"))
        self.assertTrue(self.run_over(path)[0]["ok"])
        self.assertEqual(self.run_over(path)[0]["remark"], "issued before")
        self.assertEqual(len(self.books.issued), 1)

    def test_a_file_whose_outcome_is_open_is_never_sent_under_a_further_key(self):
        path = self.file("a.json", INVOICE)
        for code in ("QUARANTINED", "INTERNAL", "OUTCOME_UNKNOWN", "EXPIRED", "IDEMPOTENCY_MISMATCH"):
            self.books = Books()
            self.books.refuse_next = code
            self.assertEqual([self.run_over(path)[0]["code"] for _ in range(2)], [code, code])
            self.assertEqual((len(self.books.kept), len(self.books.issued)), (1, 0), code)

    def test_what_is_missing_is_created_and_what_is_there_is_left(self):
        document = {"customer": {"customerId": "c-1", "name": "Ada"}, "series": {"series": "F"}, "invoice": INVOICE}
        path = self.file("a.json", document)
        other = self.file("b.json", {**document, "customer": {"customerId": "c-1", "name": "Other"}})
        rows = self.run_over(path, other) + self.run_over(path, other)
        self.assertTrue(all(row["ok"] for row in rows))
        self.assertEqual((len(self.books.customers), len(self.books.series), len(self.books.issued)), (1, 1, 2))

    def test_a_bad_file_fails_alone(self):
        rows = self.run_over(
            os.path.join(self.folder, "missing.json"),
            self.file("broken.json", "{"),
            self.file("list.json", "[]"),
            self.file("deep.json", "[" * 100000),
            self.file("less-deep.json", '{"note":' + "[" * 985 + "]" * 985 + "}"),
            self.file("misspelt.json", {"invoice": INVOICE, "sries": {}}),
            self.file("good.json", INVOICE),
        )
        self.assertEqual([row["ok"] for row in rows], [False, False, False, False, False, False, True])
        self.assertIn("deep", rows[3]["remark"])
        self.assertIn("sries", rows[5]["remark"])

    def test_an_invoice_that_reads_back_differently_fails(self):
        self.books.get_invoice = lambda invoice_id: {"number": "F-9", "totals": TOTALS}
        self.assertFalse(self.run_over(self.file("a.json", INVOICE))[0]["ok"])


if __name__ == "__main__":
    unittest.main()
