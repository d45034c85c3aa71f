#!/usr/bin/python3
"""The command `latido` against the real system: every subcommand, its exit code and what it prints."""

import contextlib
import csv
import io
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import tempfile
import threading
import unittest

import zmq

from latido_system import LatidoSystem, wait_until

OK, REFUSED, USAGE, NO_ANSWER, NOT_INTACT = range(5)
LATIDO = os.path.join(os.environ["LATIDO_BIN"], "latido")
RUN_S = 30
SAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../clients/samples")

# 2 x 9.90 = 19.80 at 19 % is 3.762, so 3.76; 23.56 in all.
HAMMER = {
    "series": "F",
    "customerId": "c-1",
    "issueDate": "2026-03-10",
    "termsDays": 30,
    "currency": "EUR",
    "lines": [
        {"name": "Hammer", "quantity": "2", "unitPrice": "9.90", "tax": {"category": "S", "percent": "19"}}
    ],
}


def wait_until_all_up(system):
    once = [LATIDO, "--monitor", system.stream_endpoint, "watch", "--once"]

    def all_up():
        return subprocess.run(once, capture_output=True, timeout=RUN_S, check=False).returncode == OK

    system.wait_until(all_up, "every service up for the monitor")


class LatidoRunner(unittest.TestCase):
    """Runs the command against a system of its class's own."""

    @classmethod
    def setUpClass(cls):
        cls.system = cls.enterClassContext(LatidoSystem())
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())

    def run_latido(self, *arguments, tenant="acme", expect=OK, stdin=""):
        """(standard output, standard error) of `latido`; its exit code must be the one expected."""
        done = subprocess.run(
            [LATIDO, "--endpoint", self.system.endpoint, "--monitor", self.system.stream_endpoint]
            + (["--tenant", tenant] if tenant else [])
            + list(arguments),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=RUN_S,
            check=False,
            env={name: value for name, value in os.environ.items() if not name.startswith("LATIDO_")},
        )
        self.assertEqual(done.returncode, expect, f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout, done.stderr

    def json_of(self, *arguments, **options):
        return json.loads(self.run_latido("--json", *arguments, **options)[0])

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))
        return path

    def new_books(self, tenant):
        self.run_latido("series", "create", "--id", "F", "--prefix", "F-", "--digits", "6", tenant=tenant)
        self.run_latido("customer", "create", "--id", "c-1", "--name", "Ada Lovelace", tenant=tenant)

    def issue(self, tenant, *options, **changes):
        path = self.file(f"{tenant}.json", {**HAMMER, **changes})
        return self.json_of("issue", path, *options, tenant=tenant)["done"]


class LatidoCommand(LatidoRunner):
    def test_walks_an_invoice_from_issue_to_payment(self):
        self.new_books("walk")
        issued, _ = self.run_latido("issue", self.file("hammer.json", HAMMER), tenant="walk")
        self.assertRegex(issued, r"(?m)^Number +F-000001$")
        self.assertRegex(issued, r"(?m)^To pay +23\.56 EUR$")

        shown, _ = self.run_latido("get", "F-000001", tenant="walk")
        self.assertRegex(shown, r"(?m)^1 +Hammer +2 +C62 +9\.90? +S 19% +19\.80$")
        self.assertRegex(shown, r"(?m)^S +19% +19\.80 +3\.76$")
        self.assertRegex(shown, r"(?m)^Still due +23\.56$")
        by_number = self.json_of("get", "F-000001", tenant="walk")["invoice"]
        self.assertEqual(by_number, self.json_of("get", by_number["id"], tenant="walk")["invoice"])

        self.assertIn("F-000001", self.run_latido("list", "--status", "open", tenant="walk")[0])
        paid, _ = self.run_latido(
            "pay", "F-000001", "23.56", "EUR", "--reference", "bank-1", "--date", "2026-03-20", tenant="walk"
        )
        self.assertRegex(paid, r"(?m)^Status +paid$")
        self.assertIn("No invoices", self.run_latido("list", "--status", "open", tenant="walk")[1])
        self.assertIn("23.56", self.run_latido("list", "--status", "paid", "--customer", "c-1", tenant="walk")[0])

        series, _ = self.run_latido("series", "status", "F", tenant="walk")
        self.assertRegex(series, r"(?m)^Next number +2$")

    def test_one_key_has_one_effect_and_its_status_can_be_asked(self):
        self.new_books("keys")
        self.assertIn("Nothing is stored", self.run_latido("status", "order-1", tenant="keys")[0])
        first = self.issue("keys", "--key", "order-1")
        self.assertEqual(first, self.issue("keys", "--key", "order-1"))
        self.assertIn("F-000001", self.run_latido("status", "order-1", tenant="keys")[0])
        path = self.file("other.json", {**HAMMER, "currency": "USD"})
        _, why = self.run_latido("issue", "--key", "order-1", path, tenant="keys", expect=REFUSED)
        self.assertIn("IDEMPOTENCY_MISMATCH", why)

    def test_issues_several_files_in_order_and_goes_on_after_a_refusal(self):
        self.new_books("several")
        good = self.file("good.json", HAMMER)
        stranger = self.file("stranger.json", {**HAMMER, "customerId": "nobody"})
        table, why = self.run_latido("issue", "--new", good, stranger, good, tenant="several", expect=REFUSED)
        self.assertEqual(re.findall(r"F-\d+", table), ["F-000001", "F-000002"])
        self.assertIn("UNKNOWN_CUSTOMER", why)
        self.assertIn("stranger.json was not issued", why)

    def test_running_it_again_over_the_same_files_issues_nothing_twice(self):
        self.new_books("again")
        files = [self.file(name, {**HAMMER, "reference": name}) for name in ("a.json", "b.json")]
        first, why = self.run_latido("issue", *files, tenant="again")
        self.assertEqual((re.findall(r"F-\d+", first), why), (["F-000001", "F-000002"], ""))
        self.file("b.json", json.dumps({"reference": "b.json", **HAMMER}, indent=4))  # another layout
        second, why = self.run_latido("issue", *files, tenant="again")
        self.assertEqual(second, first)
        self.assertIn("b.json was issued before", why)
        self.assertIn("F-000003", self.run_latido("issue", "--new", files[0], tenant="again")[0])

    def test_a_file_that_was_refused_can_be_issued_once_the_cause_is_mended(self):
        self.new_books("mended")
        path = self.file("later.json", {**HAMMER, "customerId": "c-2"})
        for _ in range(2):
            self.assertIn("UNKNOWN_CUSTOMER", self.run_latido("issue", path, tenant="mended", expect=REFUSED)[1])
        self.run_latido("customer", "create", "--id", "c-2", "--name", "Grace", tenant="mended")
        self.assertIn("F-000001", self.run_latido("issue", path, tenant="mended")[0])
        self.assertIn("issued before", self.run_latido("issue", path, tenant="mended")[1])
        self.assertEqual(self.json_of("series", "status", "F", tenant="mended")["series"]["nextNumber"], "2")

    def test_the_samples_are_issued_as_they_are_and_once(self):
        samples = [os.path.join(SAMPLES, name) for name in sorted(os.listdir(SAMPLES)) if name.endswith(".json")]
        first, why = self.run_latido("issue", *samples, tenant="samples")
        self.assertEqual((len(first.splitlines()), why), (1 + len(samples), ""))
        self.assertEqual(self.run_latido("issue", *samples, tenant="samples")[0], first)
        # Another actor, another invoice for a customer that is there.
        with open(samples[0], encoding="utf-8") as file:
            wrapped = json.load(file)
        wrapped["invoice"]["issueDate"] = "2026-02-28"
        path = self.file("another.json", {name: wrapped[name] for name in ("customer", "invoice")})
        self.run_latido("--actor", "someone", "issue", path, tenant="samples")

    def test_names_the_fault_in_a_wrapped_file(self):
        cases = [
            ({"invoice": HAMMER, "sries": {}}, "unknown field sries"),
            ({"invoice": {**HAMMER, "serie": "F"}}, "wrapped.json, invoice: UNKNOWN_FIELD (serie)"),
            ({"invoice": HAMMER, "customer": {"id": "c-1"}}, "wrapped.json, customer: UNKNOWN_FIELD (id)"),
            ('{"invoice": {}, "invoice": {}}', "invoice is given twice"),
        ]
        for content, fault in cases:
            _, why = self.run_latido("issue", self.file("wrapped.json", content), tenant="wrapped", expect=USAGE)
            self.assertIn(fault, why)

    def test_voids_an_invoice_once(self):
        self.new_books("void")
        invoice = self.issue("void")["id"]
        voided, _ = self.run_latido("void", invoice, "--reason", "Wrong customer", tenant="void")
        self.assertRegex(voided, r"(?m)^Status +void$")
        _, why = self.run_latido("void", invoice, "--reason", "Again", tenant="void", expect=REFUSED)
        self.assertIn("NOT_OPEN", why)
        refused = self.json_of("pay", invoice, "1.00", "EUR", tenant="void", expect=REFUSED)
        self.assertEqual(refused["error"]["code"], "NOT_OPEN")

    def test_lists_every_page(self):
        self.new_books("pages")
        for _ in range(3):
            self.issue("pages", "--new")
        table, hint = self.run_latido("list", "--limit", "2", tenant="pages")
        self.assertEqual(len(table.splitlines()), 1 + 2)
        self.assertIn("There are more", hint)
        table, hint = self.run_latido("list", "--limit", "2", "--all", tenant="pages")
        self.assertEqual(len(table.splitlines()), 1 + 3)
        self.assertEqual(hint, "")
        lines, _ = self.run_latido("--json", "list", "--limit", "2", "--all", tenant="pages")
        pages = [json.loads(line) for line in lines.splitlines()]
        self.assertEqual([len(page["invoices"]["invoices"]) for page in pages], [2, 1])

    def test_verifies_the_chain_to_its_head(self):
        self.new_books("chain")
        self.issue("chain")
        text, _ = self.run_latido("verify", tenant="chain")
        self.assertIn("Intact: 3 events.", text)
        self.assertRegex(text, r"(?m)^Head position +3$")
        self.assertRegex(text, r"(?m)^Head hash +[0-9a-f]{64}$")
        self.assertTrue(self.json_of("verify", tenant="chain")["chain"]["intact"])

    def test_shows_that_all_is_up(self):
        wait_until_all_up(self.system)
        text, _ = self.run_latido("status", tenant=None)
        self.assertRegex(text, r"(?m)^broker +answers ")
        self.assertRegex(text, r"(?m)^comandos +up ")
        watched, _ = self.run_latido("watch", "--once", tenant=None)
        for service in ("broker", "comandos", "consultas"):
            self.assertRegex(watched, rf"(?m)^{service} +up ")
        services = self.json_of("watch", "--once", tenant=None)["snapshot"]
        self.assertEqual({state["verdict"] for state in services}, {"up"})
        self.assertIs(self.json_of("status", tenant=None)["broker"], True)

    def test_reads_an_invoice_from_standard_input(self):
        self.new_books("stdin")
        reply = self.json_of("issue", "-", tenant="stdin", stdin=json.dumps(HAMMER))
        self.assertEqual(reply["done"]["number"], "F-000001")

    def test_names_the_fault_of_bad_input(self):
        self.new_books("bad")
        cases = [
            ("{", "MALFORMED_JSON"),
            ({**HAMMER, "serie": "F"}, "UNKNOWN_FIELD (serie)"),
            ({**HAMMER, "termsDays": "soon"}, "BAD_VALUE (termsDays)"),
            ({**HAMMER, "lines": []}, "NO_LINES"),
            ({**HAMMER, "currency": "XXXX"}, "UNKNOWN_CURRENCY"),
            ({**HAMMER, "lines": [{**HAMMER["lines"][0], "quantity": "two"}]}, "lines[0].quantity"),
            ({**HAMMER, "note": "x" * 70000}, "too large"),
        ]
        for content, fault in cases:
            _, why = self.run_latido("issue", self.file("bad.json", content), tenant="bad", expect=USAGE)
            self.assertIn(fault, why)
        self.assertIn("No invoices", self.run_latido("list", tenant="bad")[1])

    def test_names_the_fault_of_wrong_usage(self):
        cases = [
            (("frobnicate",), "acme", "frobnicate"),
            ((), "acme", "Say what to do"),
            (("issue", "/nowhere.json"), "acme", "/nowhere.json cannot be read"),
            (("issue", self.folder), "acme", "cannot be read"),
            (("get", "inv-1"), None, "--tenant"),
            (("get", "inv-1", "--payment-reference", "bank-1"), "acme", "or --payment-reference"),
            (("check-proof", self.folder), None, f"{self.folder} is a directory"),
            (("issue", "--key", "k", "a.json", "b.json"), "acme", "--key is for one FILE"),
            (("list", "--status", "lost"), "acme", "--status"),
            (("customer", "create", "--id", "c", "file.json"), "acme", "--id"),
        ]
        for arguments, tenant, fault in cases:
            self.assertIn(fault, self.run_latido(*arguments, tenant=tenant, expect=USAGE)[1])
        _, why = self.run_apart("--endpoint", "nonsense", "get", "inv-1", expect=USAGE)
        self.assertIn("--endpoint nonsense cannot be used", why)

    def test_refuses_for_business_reasons(self):
        self.new_books("business")
        _, why = self.run_latido("get", "F-999999", tenant="business", expect=REFUSED)
        self.assertIn("NOT_FOUND", why)
        _, why = self.run_latido("pay", "F-999999", "1.00", "EUR", tenant="business", expect=REFUSED)
        self.assertIn("NOT_FOUND", why)
        _, why = self.run_latido("customer", "create", "--id", "c-1", "--name", "Twice", tenant="business", expect=REFUSED)
        self.assertIn("DUPLICATE_CUSTOMER", why)

    def test_says_that_nobody_listens(self):
        nowhere = ("--endpoint", "tcp://127.0.0.1:9", "--monitor", "tcp://127.0.0.1:9", "--timeout", "0.3")
        path = self.file("nowhere.json", HAMMER)
        _, why = self.run_apart(*nowhere, "issue", "--key", "k-1", path)
        self.assertIn("Nobody listens at tcp://127.0.0.1:9", why)
        self.assertIn("Nothing was done. Its key was k-1.", why)
        text, _ = self.run_apart(*nowhere, "status")
        self.assertRegex(text, r"(?m)^broker +no answer ")
        _, why = self.run_apart(*nowhere, "watch", "--once")
        self.assertIn("No word from the monitor", why)

    def run_apart(self, *arguments, expect=NO_ANSWER):
        """Without the endpoints of the system."""
        done = subprocess.run(
            [LATIDO, "--tenant", "acme", *arguments], capture_output=True, text=True, timeout=RUN_S, check=False
        )
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def test_help_teaches_and_needs_nothing(self):
        self.assertIn("Exit codes:", self.run_latido("--help", tenant=None)[0])
        overview, _ = self.run_latido("--help", tenant=None)
        names = re.findall(r"(?m)^  ([a-z-]+) +[A-Z]", overview.split("Subcommands:")[1].split("\n\n")[0])
        self.assertGreater(len(names), 35)
        for name in names:
            self.assertRegex(self.run_latido(name, "--help", tenant=None)[0], r"Examples?:\n  .*latido ")


class LatidoBooks(LatidoRunner):
    """Each subcommand of the billing domain once, in the order of a small company's first weeks."""

    def table_rows(self, *arguments, tenant):
        """The rows of a CSV as dictionaries."""
        return list(csv.DictReader(io.StringIO(self.run_latido(*arguments, "--csv", tenant=tenant)[0])))

    def test_keeps_customers_in_versions(self):
        tenant = "customers"
        self.new_books(tenant)
        self.run_latido("customer", "update", "--id", "c-1", "--name", "Ada King", "--if-version", "1", tenant=tenant)
        shown, _ = self.run_latido("customer", "show", "c-1", tenant=tenant)
        self.assertRegex(shown, r"(?m)^Name +Ada King\nVersion +2$")
        _, why = self.run_latido(
            "customer", "update", "--id", "c-1", "--name", "Late", "--if-version", "1", tenant=tenant, expect=REFUSED
        )
        self.assertIn("VERSION_CONFLICT", why)
        self.run_latido("customer", "archive", "c-1", tenant=tenant)
        _, why = self.run_latido("issue", self.file("archived.json", HAMMER), tenant=tenant, expect=REFUSED)
        self.assertIn("ARCHIVED", why)

    def test_takes_lines_from_the_catalogue(self):
        tenant = "catalogue"
        self.new_books(tenant)
        self.run_latido("product", "create", "--id", "hammer", "--name", "Hammer, 500 g", tenant=tenant)
        self.run_latido("tax-rate", "define", "--code", "std", "--category", "S", "--percent", "19", "--from", "2026-01-01", tenant=tenant)
        self.run_latido(
            "price", "create", "--id", "p-1", "--product", "hammer", "--price", "9.90", "--currency", "EUR", "--tax-code", "std",
            tenant=tenant,
        )
        self.assertRegex(self.run_latido("price", "show", "p-1", tenant=tenant)[0], r"(?m)^Amount +9\.90? EUR$")
        self.assertIn("Hammer, 500 g", self.run_latido("product", "show", "hammer", tenant=tenant)[0])
        preview = self.file("priced.json", {**HAMMER, "lines": [{"priceId": "p-1", "quantity": "2"}]})
        self.assertRegex(self.run_latido("preview", preview, tenant=tenant)[0], r"(?m)^To pay +23\.56$")
        self.assertIn("No invoices", self.run_latido("list", tenant=tenant)[1])
        self.assertEqual(self.issue(tenant, lines=[{"priceId": "p-1", "quantity": "2"}])["totals"]["payable"], "23.56")
        self.assertIn("2026-01-01", self.run_latido("tax-rate", "show", "std", tenant=tenant)[0])
        self.run_latido("tax-rate", "retire", "std", "--last", "2026-12-31", tenant=tenant)
        self.run_latido("price", "archive", "p-1", tenant=tenant)
        self.run_latido("product", "archive", "hammer", tenant=tenant)
        self.assertIn("archived", self.run_latido("product", "show", "hammer", tenant=tenant)[0])

    def test_extends_closes_and_looks_through_series(self):
        tenant = "series"
        self.new_books(tenant)
        self.issue(tenant)
        self.run_latido("series", "extend", "F", "--last", "1999999999", tenant=tenant)
        self.assertRegex(self.run_latido("series", "status", "F", tenant=tenant)[0], r"(?m)^Numbers +1 to 1999999999$")
        self.assertRegex(self.run_latido("series", "gaps", "F", tenant=tenant)[0], r"(?m)^Missing +none$")
        self.run_latido("series", "close", "F", tenant=tenant)
        _, why = self.run_latido("issue", "--new", self.file("closed.json", HAMMER), tenant=tenant, expect=REFUSED)
        self.assertIn("SERIES_CLOSED", why)

    def test_walks_a_draft_to_its_invoice(self):
        tenant = "drafts"
        self.new_books(tenant)
        created = self.json_of("draft", "create", self.file("draft.json", {"customerId": "c-1", "currency": "EUR"}), tenant=tenant)
        draft = created["done"]["id"]
        self.run_latido("draft", "lines", draft, self.file("lines.json", {"lines": HAMMER["lines"]}), tenant=tenant)
        head = {name: HAMMER[name] for name in ("series", "customerId", "issueDate", "currency")}
        self.run_latido("draft", "update", draft, self.file("head.json", head), tenant=tenant)
        self.assertRegex(self.run_latido("draft", "show", draft, tenant=tenant)[0], r"(?m)^To pay +23\.56$")
        self.assertIn(draft, self.run_latido("draft", "list", tenant=tenant)[0])
        _, why = self.run_latido("draft", "issue", draft, "--expect", "23.57", tenant=tenant, expect=REFUSED)
        self.assertIn("EXPECTED_MISMATCH", why)
        issued, _ = self.run_latido("draft", "issue", draft, "--expect", "23.56", tenant=tenant)
        self.assertRegex(issued, r"(?m)^Number +F-000001$")
        self.assertIn("No drafts", self.run_latido("draft", "list", tenant=tenant)[1])
        other = self.json_of("draft", "create", self.file("draft.json", {"customerId": "c-1", "currency": "EUR"}), tenant=tenant)
        self.run_latido("draft", "delete", other["done"]["id"], tenant=tenant)
        self.assertRegex(self.run_latido("series", "status", "F", tenant=tenant)[0], r"(?m)^Next number +2$")

    def test_writes_off_recovers_and_credits(self):
        tenant = "credits"
        self.new_books(tenant)
        self.run_latido("series", "create", "--id", "CN", "--prefix", "CN-", "--kind", "creditNote", tenant=tenant)
        self.issue(tenant)
        text, _ = self.run_latido("write-off", "F-000001", "--reason", "Bankrupt", tenant=tenant)
        self.assertRegex(text, r"(?m)^Status +uncollectible$")
        text, _ = self.run_latido("recover", "F-000001", "--reason", "Found", tenant=tenant)
        self.assertRegex(text, r"(?m)^Status +open$")
        credit = ("credit-note", "F-000001", "--series", "CN", "--date", "2026-03-11", "--reason", "One broken")
        # One of two hammers: 9.90, and 1.88 of tax (1.881).
        shown, _ = self.run_latido(*credit, "--line", "1:1", "--preview", tenant=tenant)
        self.assertRegex(shown, r"(?m)^To pay +11\.78$")
        done, _ = self.run_latido(*credit, "--line", "1:1", "--expect", "11.78", tenant=tenant)
        self.assertRegex(done, r"(?m)^Number +CN-1$")
        self.assertRegex(self.run_latido("get", "CN-1", tenant=tenant)[0], r"(?m)^Credit note +CN-1$")
        self.assertRegex(self.run_latido("get", "F-000001", tenant=tenant)[0], r"(?m)^Still due +11\.78$")
        self.run_latido(*credit, "--amount", "1.00", tenant=tenant)
        _, why = self.run_latido(*credit, "--amount", "11.00", tenant=tenant, expect=REFUSED)
        self.assertIn("EXCEEDS_CREDITABLE", why)
        self.run_latido(*credit, tenant=tenant)
        self.assertRegex(self.run_latido("get", "F-000001", tenant=tenant)[0], r"(?m)^Status +paid$")

    def test_moves_money_between_payments_credit_and_invoices(self):
        tenant = "money"
        self.new_books(tenant)
        for _ in range(2):
            self.issue(tenant, "--new")
        paid = self.json_of(
            "pay", "--customer", "c-1", "40.00", "EUR", "--to", "F-000001=20.00", "--reference", "b-1", "--date", "2026-03-20",
            tenant=tenant,
        )
        payment = paid["done"]["id"]
        self.assertEqual(self.json_of("get", "--payment-reference", "b-1", tenant=tenant)["payment"]["id"], payment)
        self.run_latido("allocate", payment, "F-000002=10.00", tenant=tenant)
        self.assertRegex(self.run_latido("get", payment, tenant=tenant)[0], r"(?m)^Left +10\.00 EUR$")
        self.run_latido("unallocate", payment, "F-000002", "--amount", "4.00", tenant=tenant)
        self.run_latido("apply-credit", "F-000001", tenant=tenant)
        self.assertRegex(self.run_latido("get", "F-000001", tenant=tenant)[0], r"(?m)^Status +paid$")
        self.run_latido("unallocate", "--credit", "c-1", "F-000001", tenant=tenant)
        self.run_latido("refund", payment, "5.00", "--reason", "Too much", tenant=tenant)
        self.run_latido("adjust", "c-1", "2.50", "EUR", "--reason", "Goodwill", tenant=tenant)
        self.run_latido("adjust", "c-1", "--reason", "Too much", "--", "-0.50", "EUR", tenant=tenant)
        self.run_latido("refund", "--credit", "c-1", "1.00", "EUR", "--reference", "b-2", tenant=tenant)
        # 40 - 20 - 10 + 4 - 5 of the refund + 2.50 - 0.50 - 1 of the other refund: 10.00. Due: 3.56 and 17.56.
        row = self.table_rows("balance", "c-1", tenant=tenant)[0]
        self.assertEqual((row["due"], row["credit"], row["balance"]), ("21.12", "10.00", "11.12"))
        self.assertEqual(self.table_rows("payments", tenant=tenant)[0]["refunded"], "5.00")
        second = self.json_of("pay", "F-000002", "17.56", "EUR", tenant=tenant)["done"]["id"]
        text, _ = self.run_latido("reverse", second, "--reason", "No funds", tenant=tenant)
        self.assertRegex(self.run_latido("get", "F-000002", tenant=tenant)[0], r"(?m)^Status +open$", text)

    def test_reports_and_exports(self):
        tenant = "reports"
        self.run_latido(
            "tenant", "create", "--name", "Acme SL", "--tax-id", "ESB12345678", "--country", "ES", tenant=tenant
        )
        self.run_latido("series", "create", "--id", "F", "--prefix", "F-", "--digits", "6", tenant=tenant)
        self.run_latido("customer", "create", "--id", "c-1", "--name", "Ada", "--country", "DE", "--tax-id", "DE1", tenant=tenant)
        self.run_latido("policy", "--rounding", "perLine", tenant=tenant)
        self.assertRegex(self.run_latido("tenant", "show", tenant=tenant)[0], r"(?m)^Rounding +perLine$")
        self.run_latido("policy", tenant=tenant)
        self.issue(tenant)
        self.run_latido("pay", "F-000001", "3.56", "EUR", "--date", "2026-03-20", tenant=tenant)

        march = ("--from", "2026-03-01", "--to", "2026-03-31")
        statement = self.table_rows("statement", "c-1", "--currency", "EUR", *march, tenant=tenant)
        self.assertEqual([row["balance"] for row in statement], ["0.00", "23.56", "20.00", "20.00"])
        self.assertEqual(self.table_rows("aging", "--date", "2026-05-19", tenant=tenant)[0]["31-60_days"], "20.00")
        self.assertEqual(self.table_rows("tax-report", *march, tenant=tenant)[0]["tax"], "3.76")
        accounts = {row["account"]: row for row in self.table_rows("trial-balance", tenant=tenant)}
        self.assertEqual(accounts["receivable"]["debit"], "20.00")
        self.assertEqual(accounts["revenue"]["credit"], "19.80")
        self.assertIn("receivable", self.run_latido("ledger", "--account", "receivable", tenant=tenant)[0])
        self.assertIn("paymentRecorded", self.run_latido("events", "--all", tenant=tenant)[0])
        trail, _ = self.run_latido("trail", self.json_of("get", "F-000001", tenant=tenant)["invoice"]["id"], tenant=tenant)
        self.assertRegex(trail, r"invoiceIssued(?s:.*)paymentRecorded")
        books, _ = self.run_latido("trail", "--books", tenant=tenant)
        self.assertEqual(re.findall(r"(?m)^ *\d+ .*Z? +([a-z]+Set|periodClosed)\b", books), ["sellerSet", "policySet", "policySet"])
        self.assertEqual(self.table_rows("list", tenant=tenant)[0]["paid"], "3.56")

        before = self.json_of("get", "F-000001", tenant=tenant)
        issued_at = next(
            event["position"]
            for page in [self.json_of("events", "--limit", "1000", tenant=tenant)]
            for event in page["events"]["events"]
            if "invoiceIssued" in event["event"]
        )
        then = self.json_of("get", "F-000001", "--as-of", issued_at, tenant=tenant)["invoice"]
        self.assertEqual((then["due"], before["invoice"]["due"]), ("23.56", "20.00"))
        self.assertEqual(self.table_rows("list", "--as-of", issued_at, tenant=tenant)[0]["still_due"], "23.56")

        out = os.path.join(self.folder, "f.xml")
        self.run_latido("export", "F-000001", "--out", out, tenant=tenant)
        with open(out, encoding="utf-8") as file:
            self.assertIn('<cbc:PayableAmount currencyID="EUR">23.56</cbc:PayableAmount>', file.read())
        xml, why = self.run_latido("export", "F-000001", "--cufe-key", "693ff6f2a553", "--environment", "2", tenant=tenant)
        self.assertRegex(why, r"CUFE [0-9a-f]{96}")
        self.assertIn('schemeName="CUFE-SHA384"', xml)

        self.run_latido("close-period", "2026-03-31", tenant=tenant)
        _, why = self.run_latido("issue", "--new", self.file("late.json", HAMMER), tenant=tenant, expect=REFUSED)
        self.assertIn("PERIOD_CLOSED", why)

    def test_proves_the_books_without_the_store(self):
        tenant = "proof"
        self.new_books(tenant)
        self.issue(tenant)
        key, bundle = os.path.join(self.folder, "books.key"), os.path.join(self.folder, "acme.proof")
        public = self.json_of("proof-key", "create", key, tenant=None)["publicKey"]
        self.assertEqual(os.stat(key).st_mode & 0o777, 0o600)
        self.run_latido("proof-key", "create", key, tenant=None, expect=NO_ANSWER)  # never replaced
        self.run_latido("export-proof", "--key", key, "--out", bundle, tenant=tenant)
        text, _ = self.run_latido("check-proof", bundle, "--public-key", public, tenant=None)
        self.assertIn("Intact: 3 events.", text)

        with open(bundle, encoding="ascii") as file:
            lines = file.readlines()
        cases = [
            (lines[:-1], "cut off after event 3"),
            (lines[:3] + lines[4:], "the tail was cut off"),
            ([lines[0], lines[2], lines[1], *lines[3:]], "Event 2 stands where event 1 belongs"),
            ([*lines[:2], lines[2].replace('"payload":"A', '"payload":"B'), *lines[3:]], "Event 2 is not the one"),
        ]
        for changed, fault in cases:
            path = self.file("changed.proof", "".join(changed))
            self.assertIn(fault, self.run_latido("check-proof", path, tenant=None, expect=NOT_INTACT)[0])
        other = "0" * 64
        text, _ = self.run_latido("check-proof", bundle, "--public-key", other, tenant=None, expect=NOT_INTACT)
        self.assertIn("another key", text)


class ScriptedBroker:
    """Answers every request with the code given, as a worker does (with a header) or as the broker itself does (without one);
    without a code, never. Keeps the requests."""

    def __init__(self, code="", header=False):
        self.requests = []
        self._code, self._header = code, header
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
            address, protocol, _, service, header, payload = self._router.recv_multipart()
            self.requests.append(json.loads(payload))
            if self._code:
                error = {"code": self._code, "message": "M.", "retryAfterMs": 0}
                reply = json.dumps({"asOfPosition": "0", "error": error}).encode()
                self._router.send_multipart(
                    [address, protocol, b"\x03", service, *([header] if self._header else []), reply]
                )


class LatidoOutcome(unittest.TestCase):
    """What a person is told where nobody knows whether the command took effect."""

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def file(self, name):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**HAMMER, "reference": name}, file)
        return path

    def run_against(self, broker, *arguments):
        """Standard error."""
        done = subprocess.run(
            [LATIDO, "--endpoint", broker.endpoint, "--tenant", "acme", "--timeout", "0.5", *arguments],
            capture_output=True,
            text=True,
            timeout=RUN_S,
            check=False,
        )
        self.assertEqual(done.returncode, NO_ANSWER, done.stdout + done.stderr)
        return done.stderr

    def test_of_several_files_says_which_one_may_have_been_issued_and_how_to_find_out(self):
        for code in ("", "OUTCOME_UNKNOWN", "QUARANTINED", "INTERNAL"):
            with ScriptedBroker(code) as broker:
                why = self.run_against(broker, "issue", self.file("a.json"), self.file("b.json"))
                key = broker.requests[0]["key"]
            self.assertIn("a.json may have been issued.", why, code)
            self.assertNotIn("was not issued", why, code)
            self.assertIn(f"latido status {key}\n", why, code)
            self.assertIn("b.json was not sent.", why, code)
            self.assertEqual({request["key"] for request in broker.requests}, {key})

    def test_a_payment_in_quarantine_is_told_with_its_key(self):
        with ScriptedBroker("QUARANTINED") as broker:
            why = self.run_against(broker, "pay", "inv-1", "1.00", "EUR")
        self.assertIn(f"latido status {broker.requests[0]['key']}\n", why)

    def test_a_workers_word_that_a_copy_expired_does_not_say_that_nothing_was_done(self):
        for code in ("EXPIRED", "BUSY"):
            for from_worker, told in ((True, "It is not known"), (False, "Nothing was done.")):
                with ScriptedBroker(code, header=from_worker) as broker:
                    why = self.run_against(broker, "pay", "inv-1", "1.00", "EUR")
                self.assertIn(told, why, (code, from_worker))

    def test_ctrl_c_after_the_send_does_not_lose_the_key(self):
        with ScriptedBroker() as broker:
            terminal, end = pty.openpty()
            command = [LATIDO, "--endpoint", broker.endpoint, "--tenant", "acme", "pay", "inv-1", "1.00", "EUR"]
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=end)
            self.addCleanup(running.kill)
            os.close(end)
            wait_until(lambda: broker.requests, "the request")
            running.send_signal(signal.SIGINT)
            running.wait(RUN_S)
            shown = os.read(terminal, 1000).decode()
            os.close(terminal)
        self.assertIn(f"the key is {broker.requests[0]['key']}", shown)


class LatidoWatch(unittest.TestCase):
    """`latido watch` as it runs, on a system of its own, since it kills services."""

    def setUp(self):
        self.system = self.enterContext(LatidoSystem())
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.output = os.path.join(self.folder, "watched")
        self.seen = 0
        with open(self.output, "wb") as output:
            self.watch = subprocess.Popen(
                [LATIDO, "--monitor", self.system.stream_endpoint, "watch"], stdout=output, stderr=output
            )
        self.addCleanup(self.watch.kill)

    def wait_for_line(self, pattern):
        """Until a line after those already waited for matches."""

        def found():
            with open(self.output, encoding="utf-8") as output:
                output.seek(self.seen)
                match = re.search(rf"(?m)^{pattern}.*\n", output.read())
            if match:
                self.seen += match.end()  # the output is ASCII
            return match

        self.system.wait_until(found, f"a line {pattern}")

    def test_shows_deaths_recoveries_and_a_new_monitor(self):
        clock = r"\d\d:\d\d:\d\d\.\d\d\dZ  "
        self.wait_for_line("As the monitor saw it at ")
        wait_until_all_up(self.system)
        self.system.kill("consultas")
        self.wait_for_line(clock + "consultas   crashed ")
        self.wait_for_line(clock + "consultas   up ")
        pid = self.system.kill("monitor")
        self.system.wait_until(lambda: pid not in self.system.running(), "monitor gone")
        self.wait_for_line(clock + "monitor     silent ")
        self.system.start("monitor")
        self.wait_for_line(clock + "monitor     heard ")
        self.wait_for_line(clock + "monitor     restarted ")
        self.wait_for_line("As the monitor saw it at ")
        self.watch.send_signal(signal.SIGINT)
        self.assertEqual(self.watch.wait(RUN_S), OK)


class LatidoVerify(unittest.TestCase):
    def test_finds_an_event_that_was_changed_in_the_store(self):
        with LatidoSystem(recover=False) as system:
            command = [LATIDO, "--endpoint", system.endpoint, "--tenant", "acme"]
            for name in ("Ada", "Grace", "Edsger"):
                subprocess.run([*command, "customer", "create", "--id", name, "--name", name], check=True, capture_output=True)
            pid = system.kill("comandos")
            system.wait_until(lambda: pid not in system.running(), "comandos gone")
            with contextlib.closing(sqlite3.connect(system.store)) as store, store:
                store.execute("DROP TRIGGER event_update")
                (payload,) = store.execute("SELECT payload FROM event WHERE position = 2").fetchone()
                self.assertIn(b"Grace", payload)
                store.execute(
                    "UPDATE event SET payload = ? WHERE position = 2", (payload.replace(b"Grace", b"Grade"),)
                )
            done = subprocess.run([*command, "verify"], capture_output=True, text=True, timeout=RUN_S, check=False)
            self.assertEqual(done.returncode, NOT_INTACT, done.stdout + done.stderr)
            self.assertIn("Broken at position 2:", done.stdout)
            key, bundle = os.path.join(system.folder, "key"), os.path.join(system.folder, "proof")
            self.run_on(system, "proof-key", "create", key)
            why = self.run_on(system, "export-proof", "--key", key, "--out", bundle, expect=NOT_INTACT)
            self.assertIn("Event 2 does not follow from event 1", why)
            self.assertFalse(os.path.exists(bundle))

    def run_on(self, system, *arguments, expect=OK, error=True):
        done = subprocess.run(
            [LATIDO, "--endpoint", system.endpoint, "--tenant", "acme", *arguments],
            capture_output=True,
            text=True,
            timeout=RUN_S,
            check=False,
        )
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout + (done.stderr if error else "")

    def test_compares_a_store_with_its_events_and_makes_it_anew(self):
        with LatidoSystem(recover=False) as system:
            client = system.client("acme")
            client.create_series({"series": "F"})
            client.create_customer({"customerId": "c-1", "name": "Ada"})
            client.issue_invoice(HAMMER)
            client.close()
            self.assertIn("Every row is what the events come to: 3 events", self.run_on(system, "verify", "--store", system.store))
            self.assertIn("stop it first", self.run_on(system, "rebuild", "--store", system.store, expect=USAGE))
            pid = system.kill("comandos")
            system.wait_until(lambda: pid not in system.running(), "comandos gone")
            with contextlib.closing(sqlite3.connect(system.store)) as store, store:
                (guard,) = store.execute("SELECT sql FROM sqlite_schema WHERE name = 'customer_version_update'").fetchone()
                store.execute("DROP TRIGGER customer_version_update")
                store.execute("UPDATE customer_version SET name = 'Eve'")
                store.execute(guard)
            found = self.run_on(system, "verify", "--store", system.store, expect=NOT_INTACT)
            self.assertIn("First difference:", found)
            self.assertIn("Eve", found)
            found = json.loads(self.run_on(system, "--json", "verify", "--store", system.store, expect=NOT_INTACT, error=False))
            self.assertIs(found["intact"], False)
            self.assertEqual((found["difference"]["table"], found["difference"]["column"]), ("customer_version", "name"))
            self.assertIn("Eve", found["difference"]["stored"])
            self.assertIn("Ada", found["difference"]["expected"])
            said = self.run_on(system, "rebuild", "--store", system.store)
            self.assertRegex(said, r"3 of 3 events(?s:.*)making the indexes(?s:.*)making it durable")
            self.assertIn("Every row", self.run_on(system, "verify", "--store", system.store))
            self.assertIn("Ada", self.run_on(system, "customer", "show", "c-1"))
            with contextlib.closing(sqlite3.connect(system.store)) as store, store:
                store.execute("DROP TRIGGER event_update")
            found = self.run_on(system, "verify", "--store", system.store, expect=NOT_INTACT)
            self.assertIn("trigger event_update: stored is missing", found)


if __name__ == "__main__":
    unittest.main(verbosity=2)
