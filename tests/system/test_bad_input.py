#!/usr/bin/python3
"""Each kind of bad input, through the running broker: a stable code that names the field, nothing written, every process still up."""

import contextlib
import json
import sqlite3
import struct
import sys
import time

import zmq

from latido import Client, LatidoError
from latido_system import LatidoSystem

TENANT = "acme"
S19 = {"category": "S", "percent": "19"}
LINE = {"name": "Paper", "quantity": "2", "unitPrice": "1.50", "tax": S19}
INVOICE = {"series": "A", "customerId": "C", "currency": "EUR", "issueDate": "2026-11-20", "lines": [LINE]}


def invoice(**changes):
    return {**INVOICE, **changes}


def with_line(**changes):
    return invoice(lines=[{**LINE, **changes}])


def envelope(command, body, **changes):
    return {"tenant": TENANT, "key": f"bad-{time.monotonic_ns()}", command: body, **changes}


def without(fields, name):
    return {key: value for key, value in fields.items() if key != name}


class Raw:
    """One request with any frames; the answer's last frame."""

    def __init__(self, endpoint):
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.linger = 0
        self.socket.connect(endpoint)

    def ask(self, service, *body):
        self.socket.send_multipart([b"MDPC02", b"\x01", service, *body])
        if not self.socket.poll(10_000):
            raise AssertionError(f"no answer to {body[-1][:80]!r}")
        return self.socket.recv_multipart()[-1]


def capnp_message(*words):
    return struct.pack("<II", 0, len(words)) + b"".join(words)


class Words:
    """A Cap'n Proto segment laid out by hand (capnproto.org/encoding.html)."""

    def __init__(self, count):
        self.words = [bytes(8)] * count

    def add(self, *words):
        self.words += words
        return len(self.words) - len(words)

    def point(self, at, target, kind, upper):
        """Word `at` becomes a pointer to word `target`: kind 0 is a struct, 1 a list."""
        self.words[at] = struct.pack("<II", (target - at - 1) << 2 & 0xFFFFFFFF | kind, upper)

    def text(self, at, text):
        length = len(text) + 1
        target = self.add(*(text[i:i + 8].ljust(8, b"\0") for i in range(0, length, 8)))
        self.point(at, target, 1, length << 3 | 2)


def pointer_bomb():
    """An issueInvoice whose lines are 2^28 elements of no size at all: 200 bytes that could keep a reader busy for long."""
    command, invoice = 1, 6  # 1 word of data and 4 pointers; 1 word of data and 12 pointers
    words = Words(19)
    words.point(0, command, 0, 4 << 16 | 1)
    words.words[command] = struct.pack("<HHHH", 3, 0, 0, 0)  # the union's member 3: issueInvoice
    words.text(command + 1, b"acme")  # tenant
    words.text(command + 2, b"bomb")  # key
    words.point(command + 4, invoice, 0, 12 << 16 | 1)
    words.text(invoice + 1, b"A")  # series
    words.text(invoice + 2, b"C")  # customerId
    words.text(invoice + 5, b"EUR")  # currency
    tag = words.add(struct.pack("<II", (1 << 28) << 2, 0))  # 2^28 structs of 0 words
    words.point(invoice + 6, tag, 1, 7)  # lines: a composite list of 0 words
    return capnp_message(*words.words)


# (what, command, body, code, field): sent as JSON to comandos.
BAD_COMMANDS = [
    ("unknown command", "isueInvoice", INVOICE, "UNKNOWN_COMMAND", "isueInvoice"),
    ("unknown field", "issueInvoice", invoice(serie="A"), "UNKNOWN_FIELD", "serie"),
    ("unknown field in a line", "issueInvoice", with_line(quantitty="2"), "UNKNOWN_FIELD", "lines[0].quantitty"),
    ("unknown customer", "issueInvoice", invoice(customerId="nobody"), "UNKNOWN_CUSTOMER", "customerId"),
    ("unknown series", "issueInvoice", invoice(series="Z"), "UNKNOWN_SERIES", "series"),
    ("no lines", "issueInvoice", invoice(lines=[]), "NO_LINES", "lines"),
    ("quantity malformed", "issueInvoice", with_line(quantity="two"), "BAD_VALUE", "lines[0].quantity"),
    ("price malformed", "issueInvoice", with_line(unitPrice="1,50"), "BAD_VALUE", "lines[0].unitPrice"),
    ("quantity with 10 decimals", "issueInvoice", with_line(quantity="0.0000000001"), "TOO_MANY_DECIMALS", "lines[0].quantity"),
    ("price with 10 decimals", "issueInvoice", with_line(unitPrice="0.0000000001"), "TOO_MANY_DECIMALS", "lines[0].unitPrice"),
    ("amount with too many decimals", "issueInvoice", invoice(prepaid="0.001"), "TOO_MANY_DECIMALS", "prepaid"),
    ("a line that overflows", "issueInvoice", with_line(quantity="9000000000", unitPrice="9000000000"), "OVERFLOW", "lines[0].quantity"),
    ("totals that overflow", "issueInvoice",
     invoice(lines=[{**LINE, "quantity": "9000000000", "unitPrice": "10000000"}] * 2), "OVERFLOW", None),
    ("unknown currency", "issueInvoice", invoice(currency="EUX"), "UNKNOWN_CURRENCY", "currency"),
    ("tax category without a rate", "issueInvoice", with_line(tax={"category": "S"}), "BAD_TAX", "lines[0].tax.percent"),
    ("negative price", "issueInvoice", with_line(unitPrice="-1"), "NEGATIVE_VALUE", "lines[0].unitPrice"),
    ("negative prepaid", "issueInvoice", invoice(prepaid="-1"), "NEGATIVE_VALUE", "prepaid"),
    ("negative allowance", "issueInvoice", with_line(allowancesCharges=[{"amount": "-1"}]), "NEGATIVE_VALUE",
     "lines[0].allowancesCharges[0].amount"),
    ("negative total", "issueInvoice", with_line(quantity="-2"), "NEGATIVE_TOTAL", None),
    ("a series used up", "issueInvoice", invoice(series="FULL"), "SERIES_EXHAUSTED", "series"),
    ("a series before its dates", "issueInvoice", invoice(series="DATED", issueDate="2025-12-31"), "SERIES_EXPIRED", "issueDate"),
    ("a series after its dates", "issueInvoice", invoice(series="DATED", issueDate="2027-01-01"), "SERIES_EXPIRED", "issueDate"),
    ("issue date before the series' last", "issueInvoice", invoice(issueDate="2026-11-19"), "DATE_REGRESSION", "issueDate"),
    ("figures that differ", "issueInvoice", invoice(expected={"payable": "3.58"}), "EXPECTED_MISMATCH", "expected.payable"),
    ("void of nothing", "voidInvoice", {"invoiceId": "inv-999", "reason": "r"}, "UNKNOWN_INVOICE", "invoiceId"),
    ("payment of too much", "recordPayment", {"invoiceId": "inv-6", "amount": "3.58", "currency": "EUR"}, "EXCEEDS_DUE", "amount"),
    ("payment in another currency", "recordPayment", {"invoiceId": "inv-6", "amount": "1", "currency": "USD"}, "CURRENCY_MISMATCH", "currency"),
]

GOOD = envelope("issueInvoice", INVOICE)

# (what, payload, code, field): raw payloads to comandos.
BAD_PAYLOADS = [
    ("not JSON", b"hello", "MALFORMED_JSON", ""),
    ("an empty payload", b"", "MALFORMED_JSON", ""),
    ("JSON cut off", json.dumps(GOOD).encode()[:-5], "MALFORMED_JSON", ""),
    ("JSON nested too deep", b"[" * 5000, "MALFORMED_JSON", ""),
    ("an empty Cap'n Proto message", bytes(8), "MALFORMED_CAPNP", ""),
    ("truncated Cap'n Proto", struct.pack("<II", 0, 100) + bytes(16), "MALFORMED_CAPNP", ""),
    ("Cap'n Proto cut within a word", struct.pack("<II", 0, 1) + bytes(5), "MALFORMED_CAPNP", ""),
    ("a pointer bomb", pointer_bomb(), "MALFORMED_CAPNP", ""),
    ("a missing key", json.dumps(without(GOOD, "key")).encode(), "MISSING_FIELD", "key"),
    ("a key too long", json.dumps({**GOOD, "key": "k" * 256}).encode(), "TOO_LONG", "key"),
    ("a missing tenant", json.dumps(without(GOOD, "tenant")).encode(), "MISSING_FIELD", "tenant"),
    ("a tenant in capitals", json.dumps({**GOOD, "tenant": "ACME"}).encode(), "BAD_VALUE", "tenant"),
    ("two commands in one", json.dumps({**GOOD, "createSeries": {"series": "B"}}).encode(), "BAD_VALUE", "createSeries"),
    ("a command of a made-up tenant", json.dumps({**GOOD, "tenant": "ghost"}).encode(), "UNKNOWN_SERIES", "series"),
    ("half a pair of surrogates", json.dumps(GOOD).encode().replace(b"Paper", b"\\ud83d"), "MALFORMED_JSON", ""),
    ("invalid UTF-8", json.dumps(GOOD).encode().replace(b"Paper", b"Pap\xff"), "BAD_VALUE", "lines[0].name"),
]

# (what, query, code, field)
BAD_QUERIES = [
    ("a page cursor made up", {"listInvoices": {"cursor": "20000.7.0011223344556677"}}, "BAD_CURSOR", "cursor"),
    ("an unknown query", {"getInvoces": {}}, "UNKNOWN_QUERY", "getInvoces"),
    ("an unknown field", {"listInvoices": {"limt": 5}}, "UNKNOWN_FIELD", "limt"),
    ("no such invoice", {"getInvoice": {"id": "inv-999"}}, "NOT_FOUND", ""),
]


def refusal(raw_reply):
    """(code, field) of an answer in JSON or Cap'n Proto, or the answer itself where it is no refusal."""
    if raw_reply[:1] != b"{":
        texts = [code for code in (b"MALFORMED_CAPNP",) if code in raw_reply]
        return (texts[0].decode(), "") if texts else raw_reply
    error = json.loads(raw_reply).get("error")
    return (error["code"], error.get("field", "")) if error else raw_reply


def expect(what, answer, code, field):
    got = refusal(answer)
    wanted = (code, got[1] if field is None else field)
    assert got == wanted, f"{what}: expected {wanted}, got {got}"
    print(f"ok  {what}: {code} {got[1]}")


def set_up(client):
    client.create_customer({"customerId": "C", "name": "Clara"})
    client.create_series({"series": "A", "prefix": "A-"})
    client.create_series({"series": "FULL", "prefix": "F-", "lastNumber": "1"})
    client.create_series({"series": "DATED", "prefix": "D-", "validFrom": "2026-01-01", "validTo": "2026-12-31"})
    client.issue_invoice(invoice(series="FULL"))
    assert client.issue_invoice(INVOICE, key="used")["id"] == "inv-6"


def check_commands(client):
    for what, command, body, code, field in BAD_COMMANDS:
        try:
            answer = client.command(command, body)
        except LatidoError as error:
            answer = json.dumps({"error": {"code": error.code, "field": error.field}}).encode()
            assert error.message.strip(), f"{what}: the refusal has no sentence"
        expect(what, answer, code, field)


def check_raw(endpoint):
    raw = Raw(endpoint)
    for what, payload, code, field in BAD_PAYLOADS:
        expect(what, raw.ask(b"comandos", payload), code, field)
    for what, payload in (("not JSON", b"hello"), ("truncated Cap'n Proto", struct.pack("<II", 0, 100) + bytes(16))):
        code = "MALFORMED_JSON" if payload == b"hello" else "MALFORMED_CAPNP"
        expect(f"{what}, as a query", raw.ask(b"consultas", payload), code, "")
    for what, query, code, field in BAD_QUERIES:
        expect(what, raw.ask(b"consultas", json.dumps({"tenant": TENANT, **query}).encode()), code, field)
    past = f"LTD1 deadline={int(time.time() * 1000) - 1}".encode()
    expect("a deadline already past", raw.ask(b"comandos", past, json.dumps(GOOD).encode()), "EXPIRED", "header.deadline")
    expect("a malformed header", raw.ask(b"comandos", b"LTD1 deadline=soon", json.dumps(GOOD).encode()), "MALFORMED_REQUEST", "header.deadline")
    mismatch = json.dumps(envelope("issueInvoice", invoice(note="other"), key="used")).encode()
    expect("the same key with another request", raw.ask(b"comandos", mismatch), "IDEMPOTENCY_MISMATCH", "key")


def check_escapes(endpoint, client):
    """Other languages escape what is not ASCII, as Python's own json does."""
    name = "caf\u00e9 5 \u20ac \u4e2d \U0001f600"
    payload = json.dumps(envelope("issueInvoice", with_line(name=name)))
    assert "\\ud83d\\ude00" in payload, "json.dumps no longer escapes: this shows nothing"
    done = json.loads(Raw(endpoint).ask(b"comandos", payload.encode()))["done"]
    got = client.get_invoice(done["id"])["lines"][0]["name"]
    assert got == name, f"a line named {name!r} is now named {got!r}"


def rows_of(store):
    """How many rows each table has. Refusals for a business reason are kept under their keys, so that one table grows."""
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables if name != "command_log"}


def main():
    with LatidoSystem() as system, Client(system.endpoint, tenant=TENANT, timeout=10) as client:
        set_up(client)
        before = (rows_of(system.store), client.verify_chain()["headHash"], system.running())
        check_commands(client)
        check_raw(system.endpoint)
        after = (rows_of(system.store), client.verify_chain()["headHash"], system.running())
        assert before == after, f"something was written, or a process died: {before} -> {after}"
        assert client.issue_invoice(INVOICE)["number"] == "A-2", "a refused invoice took a number"
        check_escapes(system.endpoint, client)
    print("nothing was written and every process is the one that was started")


if __name__ == "__main__":
    sys.exit(main())
