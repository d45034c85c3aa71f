#!/usr/bin/python3
"""Each kind of bad input, through the running broker: a stable code that names the field, nothing written, every process still up."""

import contextlib
import json
import sqlite3
import struct
import sys
import time

import zmq

import bad_commands
from bad_commands import INVOICE, TENANT, invoice, with_line
from latido import Client, LatidoError
from latido_system import LatidoSystem


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
    ("a command of a made-up tenant", json.dumps({**GOOD, "tenant": "ghost"}).encode(), "UNKNOWN_TENANT", "tenant"),
    ("half a pair of surrogates", json.dumps(GOOD).encode().replace(b"Paper", b"\\ud83d"), "MALFORMED_JSON", ""),
    ("invalid UTF-8", json.dumps(GOOD).encode().replace(b"Paper", b"Pap\xff"), "MALFORMED_JSON", ""),
    ("a field's name that is not UTF-8", b'{"\xff\xfe": 1}', "MALFORMED_JSON", ""),
    ("nothing but bytes that are no UTF-8", b"\xff" * 100, "MALFORMED_JSON", ""),
    ("a character out of place", '{"tenant": é}'.encode(), "MALFORMED_JSON", ""),
    ("an unknown command whose name is cut within a character", f'{{"{"a" * 63}é": 1}}'.encode(), "UNKNOWN_COMMAND", "a" * 63),
    ("an unknown field whose name is cut within a character",
     json.dumps({**GOOD, "a" * 62 + "€": 1}, ensure_ascii=False).encode(), "UNKNOWN_FIELD", "a" * 62),
]

# (what, query, code, field)
BAD_QUERIES = [
    ("a page cursor made up", {"listInvoices": {"cursor": "20000.7.0011223344556677"}}, "BAD_CURSOR", "cursor"),
    ("an unknown query", {"getInvoces": {}}, "UNKNOWN_QUERY", "getInvoces"),
    ("an unknown field", {"listInvoices": {"limt": 5}}, "UNKNOWN_FIELD", "limt"),
    ("no such invoice", {"getInvoice": {"id": "inv-999"}}, "NOT_FOUND", ""),
    ("an invoice by a payment's id", {"getInvoice": {"id": "pay-21"}}, "BAD_VALUE", "id"),
    ("no such credit note", {"getCreditNote": {"id": "cn-999"}}, "NOT_FOUND", None),
    ("no such draft", {"getDraft": {"draftId": "draft-999"}}, "NOT_FOUND", None),
    ("no such payment", {"getPayment": {"paymentId": "pay-999"}}, "NOT_FOUND", None),
    ("a past that is misspelt", {"getInvoice": {"id": "inv-6"}, "asOf": {"positon": "6"}}, "UNKNOWN_FIELD", "asOf.positon"),
    ("two pasts", {"getInvoice": {"id": "inv-6"}, "asOf": {"position": "6", "unixMs": "6"}}, "BAD_VALUE", "asOf.unixMs"),
    ("a past of what has none", {"verifyChain": {}, "asOf": {"position": "6"}}, "BAD_VALUE", "asOf"),
    ("an amount without its currency", {"listInvoices": {"payableFrom": "1"}}, "MISSING_FIELD", "currency"),
    ("an audit trail of nothing", {"auditTrail": {}}, "MISSING_FIELD", "auditTrail"),
    ("an export that does not exist", {"exportDocument": {"id": "inv-6", "format": "pdf"}}, "BAD_VALUE", "format"),
]


def refusal(raw_reply):
    """(code, field) of an answer in JSON or Cap'n Proto, or the answer itself where it is no refusal."""
    if raw_reply[:1] != b"{":
        texts = [code for code in (b"MALFORMED_CAPNP",) if code in raw_reply]
        return (texts[0].decode(), "") if texts else raw_reply
    error = json.loads(raw_reply.decode()).get("error")  # strictly UTF-8
    return (error["code"], error.get("field", "")) if error else raw_reply


def expect(what, answer, code, field):
    got = refusal(answer)
    assert isinstance(got, tuple), f"{what}: expected {code}, but it was taken: {got}"
    wanted = (code, got[1] if field is None else field)
    assert got == wanted, f"{what}: expected {wanted}, got {got}"
    print(f"ok  {what}: {code} {got[1]}")


def answer_of(what, client, command, body, version=0):
    """The refusal as the broker sent it, or whatever else the client made of the answer."""
    try:
        return client.command(command, body, expected_version=version)
    except LatidoError as error:
        assert error.message.strip(), f"{what}: the refusal has no sentence"
        return json.dumps({"error": {"code": error.code, "field": error.field}}).encode()


def check_commands(client):
    for what, command, body, code, field in bad_commands.COMMANDS:
        expect(what, answer_of(what, client, command, body), code, field)
    for what, command, body, version, code in bad_commands.VERSIONS:
        expect(what, answer_of(what, client, command, body, version), code, "expectedVersion")


def check_previews(client):
    """They show what would be made, and make nothing."""
    assert client.preview_invoice(INVOICE)["number"] == "A-2"
    assert client.preview_credit_note("CN", "inv-6", "EUR", "broken")["totals"]["payable"] == "3.57"


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
        bad_commands.set_up(client)
        before = (rows_of(system.store), client.verify_chain()["headHash"], system.running())
        check_commands(client)
        check_previews(client)
        check_raw(system.endpoint)
        after = (rows_of(system.store), client.verify_chain()["headHash"], system.running())
        assert before == after, f"something was written, or a process died: {before} -> {after}"
        assert client.issue_invoice(INVOICE)["number"] == "A-2", "a refused invoice took a number"
        check_escapes(system.endpoint, client)
    print("nothing was written and every process is the one that was started")


if __name__ == "__main__":
    sys.exit(main())
