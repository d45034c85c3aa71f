#!/usr/bin/python3
"""CSV by the command and by the Python client: the same text."""

import unittest

from latido import csv_text
from test_latido_command import HAMMER, LatidoRunner

MARCH = ("2026-03-01", "2026-03-31")
MARCH_OPTIONS = ("--from", MARCH[0], "--to", MARCH[1])


class CsvTest(LatidoRunner):
    def setUp(self):
        self.client = self.enterContext(self.system.client(self.id().rsplit(".", 1)[1].replace("_", "-")))

    def assert_same(self, ours, *arguments):
        theirs, _ = self.run_latido(*arguments, "--csv", tenant=self.client.tenant)
        self.assertEqual(ours.count("\n"), ours.count("\r\n"))
        self.assertEqual(ours.replace("\r\n", "\n"), theirs)  # the runner reads lines as Python does
        return theirs.count("\n") - 1

    def assert_all_the_same(self, rows):
        """Every list and report; `rows` of each below its titles."""
        client = self.client
        self.assertEqual(
            {
                "invoices": self.assert_same(csv_text.invoices(client.list_invoices()), "list", "--all"),
                "payments": self.assert_same(csv_text.payments(client.list_payments()), "payments", "--all"),
                "drafts": self.assert_same(csv_text.drafts(client.list_drafts()), "draft", "list", "--all"),
                "balance": self.assert_same(csv_text.balance(client.customer_balance("c-1")), "balance", "c-1"),
                "statement": self.assert_same(
                    csv_text.statement(client.statement("c-1", "EUR", *MARCH)),
                    *("statement", "c-1", "--currency", "EUR", *MARCH_OPTIONS),
                ),
                "aging": self.assert_same(
                    csv_text.aging_report(client.aging_report("2026-05-19")), "aging", "--date", "2026-05-19"
                ),
                "taxes": self.assert_same(csv_text.tax_report(client.tax_report(*MARCH)), "tax-report", *MARCH_OPTIONS),
                "accounts": self.assert_same(csv_text.trial_balance(client.trial_balance()), "trial-balance"),
                "entries": self.assert_same(csv_text.ledger_entries(client.ledger_entries()), "ledger", "--all"),
            },
            rows,
        )

    def test_of_empty_books(self):
        self.client.create_customer({"customerId": "c-1", "name": "Ada"})
        self.assert_all_the_same(
            {
                "invoices": 0, "payments": 0, "drafts": 0, "balance": 0, "statement": 2,
                "aging": 0, "taxes": 0, "accounts": 0, "entries": 0,
            }
        )

    def test_of_books_with_everything(self):
        client = self.client
        client.create_series({"series": "F", "prefix": "F-"})
        client.create_customer({"customerId": "c-1", "name": "Ada"})
        client.issue_invoice({**HAMMER, "reference": 'PO "7", the second'})
        second = client.issue_invoice({**HAMMER, "lines": [*HAMMER["lines"], {
            "name": "Book", "quantity": "1", "unitPrice": "10", "tax": {"category": "S", "percent": "7"}}]})
        client.create_draft({"customerId": "c-1", "currency": "EUR"})
        client.record_payment(second["id"], "10.00", "EUR", receivedDate="2026-03-20", method="transfer, SEPA")
        bounced = client.record_payment(second["id"], "1.00", "EUR", receivedDate="2026-03-21")
        client.reverse_payment(bounced["id"], "No funds")
        self.assert_all_the_same(
            {
                # Opening, two invoices, two payments and closing: a reversal is dated today. An invoice makes two transfers for its
                # net and its tax, a payment one, a reversal one.
                "invoices": 2, "payments": 2, "drafts": 1, "balance": 1, "statement": 6,
                "aging": 1, "taxes": 2, "accounts": 4, "entries": 7,
            }
        )


if __name__ == "__main__":
    unittest.main()
