"""The clients of the chaos test: each issues, pays and voids invoices, keeps what it was told, and asks again under old keys."""

import dataclasses
import random
import threading
import time

from latido import Client, KeyMaker, LatidoError

TENANTS = ("norte", "sur")
SERIES = ("A", "B")
CREDIT_SERIES = "N"
CUSTOMER = "c-1"
ISSUE_DATE = "2026-11-23"
UNIT_PRICES = ("1.00", "12.345", "0.333333333", "99.99")
TIMEOUT_S = 60.0  # for one command with all its retries; far beyond any recovery
ATTEMPT_S = 1.0


@dataclasses.dataclass
class Record:
    """One command as its client saw it. `answer` is the reply's body, or None where there never was one."""

    tenant: str
    key: str
    command: str
    body: dict
    started: float = 0.0  # monotonic
    ended: float = 0.0
    answer: dict | None = None
    refusal: str = ""
    position: int = 0


def set_up_books(system):
    for tenant in TENANTS:
        with system.client(tenant, timeout=TIMEOUT_S) as client:
            client.create_customer({"customerId": CUSTOMER, "name": "Customer"}, key="setup-customer")
            for series in SERIES:
                client.create_series({"series": series, "prefix": f"{series}-"}, key=f"setup-{series}")
            notes = {"series": CREDIT_SERIES, "prefix": f"{CREDIT_SERIES}-", "kind": "creditNote"}
            client.create_series(notes, key=f"setup-{CREDIT_SERIES}")


class Workload:
    """`clients` threads between start() and finish(); records and complaints grow while they run."""

    def __init__(self, endpoint, clients, seed):
        self.records = []
        self.complaints = []  # promises seen broken by a client
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(endpoint, TENANTS[n % len(TENANTS)], random.Random(f"{seed}-{n}")))
            for n in range(clients)
        ]

    def start(self):
        for thread in self._threads:
            thread.start()

    def finish(self):
        """Lets every client bring its last command to an end."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def last_acknowledged(self):
        with self._lock:
            return max((record.ended for record in self.records if record.answer), default=0.0)

    def acknowledged_after(self, moment):
        """When the first command that began after `moment` was acknowledged, or None."""
        with self._lock:
            return min((r.ended for r in self.records if r.answer and r.started >= moment), default=None)

    def _run(self, endpoint, tenant, dice):
        keys = KeyMaker()
        mine = []
        with Client(endpoint, tenant=tenant, timeout=TIMEOUT_S, attempt_timeout=ATTEMPT_S) as client:
            while not self._stop.is_set():
                record = Record(tenant, keys.make(), *next_command(mine, dice))
                self._send(client, record)
                mine.append(record)
                with self._lock:
                    self.records.append(record)
                if record.answer and dice.random() < 0.1:
                    self._read_own_write(client, record)
                if dice.random() < 0.1:
                    self._ask_again(client, dice.choice(mine))

    def _send(self, client, record):
        record.started = time.monotonic()
        try:
            answer = client.command(record.command, record.body, record.key)
            record.answer, record.position = dict(answer), answer.as_of_position
        except LatidoError as error:
            record.refusal = error.code
        record.ended = time.monotonic()

    def _ask_again(self, client, record):
        """One key, one reply, for ever."""
        again = Record(record.tenant, record.key, record.command, record.body)
        self._send(client, again)
        if (again.answer, again.refusal) != (record.answer, record.refusal):
            self._complain(f"key {record.key}: first {record.answer or record.refusal}, then {again.answer or again.refusal}")

    def _read_own_write(self, client, record):
        """A read after an acknowledged write sees it, without asking for a position."""
        if record.command != "issueInvoice":
            return
        try:
            invoice = client.get_invoice(record.answer["id"])
        except LatidoError as error:
            self._complain(f"{record.answer['id']} of {record.tenant} was acknowledged and cannot be read: {error}")
            return
        if invoice.as_of_position < record.position or invoice["number"] != record.answer["number"]:
            self._complain(f"{record.answer['id']} of {record.tenant} was read as of {invoice.as_of_position}")

    def _complain(self, text):
        with self._lock:
            self.complaints.append(text)


def next_command(mine, dice):
    """Mostly a new invoice, at once or from a draft; sometimes a payment for, a credit note to, or a void of, one that this client issued."""
    answered = [record for record in mine[-20:] if record.answer]
    issued = [record.answer for record in answered if record.command in ("issueInvoice", "issueDraft")]
    drafts = [record.answer["id"] for record in answered[-1:] if record.command == "createDraft"]
    roll = dice.random()
    if drafts:
        return "issueDraft", {"draftId": drafts[0]}
    if issued and roll < 0.15:
        invoice = dice.choice(issued)
        return "recordPayment", {"invoiceId": invoice["id"], "amount": dice.choice(("0.50", "20.00")), "currency": "EUR"}
    if issued and roll < 0.20:
        return "voidInvoice", {"invoiceId": dice.choice(issued)["id"], "reason": "chaos"}
    if issued and roll < 0.25:
        what = dice.choice(({"amount": "0.10"}, {"whole": None}))
        invoice = dice.choice(issued)
        return "issueCreditNote", {
            "series": CREDIT_SERIES, "invoiceId": invoice["id"], "issueDate": ISSUE_DATE, "reason": "chaos", "currency": "EUR", **what
        }
    return "createDraft" if roll < 0.30 else "issueInvoice", new_invoice(dice)


def new_invoice(dice):
    lines = [
        {
            "name": f"Item {n}",
            "quantity": str(dice.randint(1, 9)),
            "unitPrice": dice.choice(UNIT_PRICES),
            "tax": {"category": "S", "percent": dice.choice(("19", "7"))},
        }
        for n in range(dice.randint(1, 5))
    ]
    return {
        "series": dice.choice(SERIES),
        "customerId": CUSTOMER,
        "currency": "EUR",
        "issueDate": ISSUE_DATE,
        "lines": lines,
    }
