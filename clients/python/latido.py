"""Latido's client for Python: one module on python3-zmq.

    from latido import Client

    with Client(tenant="acme") as latido:
        done = latido.issue_invoice({"series": "F", "customerId": "c-1", "currency": "EUR", "lines": [
            {"name": "Hammer", "quantity": "2", "unitPrice": "9.90", "tax": {"category": "S", "percent": "19"}}]})
        print(done["number"], done["totals"]["payable"])

Requests and replies are dictionaries with the field names of schema/commands.capnp and schema/queries.capnp. Amounts,
prices, quantities and percentages are strings, so that no float ever touches money.

Every command carries an idempotency key, made here before the first send. On silence and on answers that say "not now" the
same bytes are sent again under the same key until `timeout` is over, so a command takes effect once or not at all, whatever
breaks in between. A key is for ever: its answer, a refusal for a business reason too, never changes.

A Client belongs to one thread. What is refused raises LatidoError.
"""

import collections
import fcntl
import hashlib
import json
import os
import random
import secrets
import time

import zmq

MDP_CLIENT = b"MDPC02"
MDP_REQUEST = b"\x01"
MDP_FINAL = b"\x03"

# Answers that leave the outcome open or say "not now". The same request under the same key may be sent again at any time.
RETRY_CODES = frozenset({"BUSY", "NO_SERVICE", "EXPIRED", "OUTCOME_UNKNOWN", "NOT_YET"})
NO_ANSWER = "NO_ANSWER"  # this module's own code: `timeout` is over and nobody answered
# Nobody knows what became of the request either, but sending it again by itself would not help.
OPEN_CODES = RETRY_CODES | {NO_ANSWER, "INTERNAL", "QUARANTINED"}

FIRST_PAUSE_S = 0.02
LONGEST_PAUSE_S = 1.0
# How long the broker's own word about a missed deadline may take to come back, beyond the deadline.
LAST_WORD_S = 0.25


class LatidoError(Exception):
    """A refusal. `code` is stable (docs/protocol.md), `field` the path of the field at fault or empty.

    `outcome_open`: whether the command may have taken effect all the same, now or by a copy that was sent before. Then ask for
    command_status(key), or send the same again with the same `key`; never under another key. True after NO_ANSWER, the codes
    in RETRY_CODES, INTERNAL and QUARANTINED; the last two are not sent again by themselves.
    """

    def __init__(self, code, field="", message="", key="", replayed=False):
        super().__init__(f"{code}{' at ' + field if field else ''}: {message}")
        self.code = code
        self.field = field
        self.message = message
        self.key = key
        self.replayed = replayed
        self.outcome_open = code in OPEN_CODES


class Answer(dict):
    """The body of a reply, with `kind` (done, invoice...), `as_of_position`, `replayed`, and for a command its `key`."""

    def __init__(self, kind, body, as_of_position, replayed=False, key=""):
        super().__init__(body or {})
        self.kind = kind
        self.as_of_position = as_of_position
        self.replayed = replayed
        self.key = key


class KeyMaker:
    """Keys as UUIDv7 text (RFC 9562): 48 bits of milliseconds, 12 of a counter, 62 of chance.

    They grow with time, so that the store keeps them next to each other.
    """

    def __init__(self, clock=lambda: time.time_ns() // 1_000_000):
        self._clock = clock
        self._ms = 0
        self._count = 0

    def make(self):
        now = self._clock()
        if now > self._ms:
            self._ms, self._count = now, 0
        elif self._count < 0xFFF:
            self._count += 1
        else:
            self._ms, self._count = self._ms + 1, 0
        bits = self._ms << 80 | 7 << 76 | self._count << 64 | 2 << 62 | secrets.randbits(62)
        text = f"{bits:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class Journal:
    """Remembers on disk which key each command of a job got, before it is sent: a job that was killed and is run again with the
    same journal sends the same commands under the same keys, and nothing happens twice.

    The n-th time that a command with the same content comes up in a run, it gets the key that it had the n-th time before.
    So use one file for one job, and a new file for the next. The file is append-only, one JSON line a key, held by one
    process at a time.
    """

    def __init__(self, path):
        self._file = open(path, "a+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise RuntimeError(f"the journal {path} is in use by another process") from None
        self._known = collections.defaultdict(list)  # content hash -> keys, in order
        self._used = collections.Counter()
        self._load()
        self._sync_folder(path)

    def key_for(self, content, make_key):
        name = hashlib.sha256(content).hexdigest()
        turn = self._used[name]
        self._used[name] += 1
        if turn == len(self._known[name]):
            key = make_key()
            self._append({"command": name, "key": key})
            self._known[name].append(key)
        return self._known[name][turn]

    def close(self):
        self._file.close()

    def _load(self):
        self._file.seek(0)
        whole = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break  # torn by a kill while it was written: its command was not sent
            entry = json.loads(line)
            self._known[entry["command"]].append(entry["key"])
            whole += len(line)
        self._file.truncate(whole)

    def _append(self, entry):
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    @staticmethod
    def _sync_folder(path):
        folder = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


class Client:
    """Talks to one broker for one tenant. Times are in seconds.

    timeout          how long one call may take in all, retries included
    attempt_timeout  how long one attempt may take before the next is made on a new socket
    actor            who asks, for the audit trail
    journal          path of a Journal, or None
    """

    def __init__(
        self,
        endpoint="tcp://127.0.0.1:5555",
        tenant="default",
        timeout=30.0,
        attempt_timeout=3.0,
        actor="",
        journal=None,
    ):
        self.endpoint = endpoint
        self.tenant = tenant
        self.timeout = timeout
        self.attempt_timeout = attempt_timeout
        self.actor = actor
        self._keys = KeyMaker()
        self._journal = Journal(journal) if journal else None
        self._socket = None

    def close(self):
        self._drop_socket()
        if self._journal:
            self._journal.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # Commands. `key` may be given by a caller that keeps its own; otherwise one is made. Each returns the Answer `done`.

    def create_customer(self, customer, key=None):
        return self.command("createCustomer", customer, key)

    def create_series(self, series, key=None):
        return self.command("createSeries", series, key)

    def issue_invoice(self, invoice, key=None):
        return self.command("issueInvoice", invoice, key)

    def void_invoice(self, invoice_id, reason, key=None):
        return self.command("voidInvoice", {"invoiceId": invoice_id, "reason": reason}, key)

    def record_payment(self, invoice_id, amount, currency, key=None, **more):
        """`more`: receivedDate, reference, method."""
        body = {"invoiceId": invoice_id, "amount": amount, "currency": currency, **more}
        return self.command("recordPayment", body, key)

    def command_status(self, key):
        """The reply that is stored under the key, as a dictionary, or None: then nothing took effect so far."""
        return self.command("commandStatus", None, key).get("known")

    # Queries.

    def get_invoice(self, invoice_id=None, number=None):
        """By the id ("inv-7") or by the printed number."""
        if (invoice_id is None) == (number is None):
            raise ValueError("give invoice_id or number")
        return self.query("getInvoice", {"id": invoice_id} if number is None else {"number": number})

    def list_invoices(self, **filters):
        """Every invoice, newest issue date first, page after page. Filters: status, customerId, issuedFrom, issuedTo;
        `limit` is the size of a page."""
        cursor = ""
        while True:
            page = self.query("listInvoices", {**filters, "cursor": cursor})
            yield from page.get("invoices", [])
            cursor = page.get("nextCursor", "")
            if not cursor:
                return

    def get_customer(self, customer_id):
        return self.query("getCustomer", {"customerId": customer_id})

    def series_status(self, series):
        return self.query("seriesStatus", {"series": series})

    def verify_chain(self, from_position=1):
        """The whole chain from a position on. Returns the report of the last part looked at, `checked` counting all of them;
        stops at the first that is not intact."""
        checked = 0
        while True:
            report = self.query("verifyChain", {"fromPosition": str(from_position)})
            checked += report.get("checked", 0)
            report["checked"] = checked
            from_position = int(report.get("nextPosition", 0))
            if not report.get("intact") or from_position == 0:
                return report

    # What all of them stand on.

    def command(self, name, body, key=None):
        """Sends {tenant, key, actor, name: body} to `comandos` until it is answered."""
        request = {"tenant": self.tenant, "actor": self.actor, name: body}
        request["key"] = key or self._key_for(request)
        return self._call(b"comandos", _to_bytes(request), request["key"])

    def query(self, name, body, min_position=0):
        """Sends {tenant, name: body} to `consultas`. `min_position`: see a state at least as new as this."""
        request = {"tenant": self.tenant, "minPosition": str(min_position), name: body}
        return self._call(b"consultas", _to_bytes(request))

    def service_is_up(self, service):
        """Whether the broker knows a live worker of the service (MMI). One attempt: False where nobody answers."""
        frames = self._exchange([b"mmi.service", service.encode()], time.monotonic() + self.attempt_timeout)
        return frames is not None and frames[-1] == b"200"

    def _key_for(self, request):
        if not self._journal:
            return self._keys.make()
        return self._journal.key_for(_to_bytes(request), self._keys.make)

    def _call(self, service, payload, key=""):
        trace = secrets.token_hex(8)
        deadline = time.monotonic() + self.timeout
        pause = FIRST_PAUSE_S
        attempt = 0
        problem = LatidoError(NO_ANSWER, "", "Nobody answered in time; is the broker running?", key)
        while time.monotonic() < deadline:
            attempt += 1
            end = min(time.monotonic() + self.attempt_timeout, deadline)
            frames = self._exchange([service, _header(end, attempt, trace), payload], end + LAST_WORD_S, trace)
            if frames is None:
                continue  # the silence itself was the pause
            answer, error, retry_after = _read_reply(frames, key)
            if error is None:
                return answer
            if error.code not in RETRY_CODES and retry_after == 0:
                raise error
            problem = error
            wait = max(retry_after, pause * random.uniform(0.5, 1.0))
            time.sleep(max(0.0, min(wait, deadline - time.monotonic())))
            pause = min(pause * 2, LONGEST_PAUSE_S)
        raise problem

    def _exchange(self, frames, end, trace=""):
        """One attempt: the reply's body frames, or None after silence.

        MDP has no number on a reply, and the broker's own replies have no header. What tells a late reply to an earlier request
        from the reply to this one is the socket: silence closes it, and so does whatever breaks off the wait, Ctrl-C for one;
        what arrives for a closed socket is dropped by the broker.
        """
        try:
            self._connected().send_multipart([MDP_CLIENT, MDP_REQUEST, *frames])
            reply = self._await_final(frames[0], end, trace)
        except BaseException:
            self._drop_socket()
            raise
        if reply is None:
            self._drop_socket()
        return reply

    def _await_final(self, service, end, trace):
        while True:
            left_ms = int((end - time.monotonic()) * 1000)
            if left_ms <= 0 or not self._socket.poll(left_ms):
                return None
            reply = self._socket.recv_multipart()
            if len(reply) < 4 or reply[:3] != [MDP_CLIENT, MDP_FINAL, service]:
                continue
            if len(reply) == 4 or _trace_of(reply[3]) in (None, trace):
                return reply[3:]

    def _connected(self):
        if self._socket is None:
            self._socket = zmq.Context.instance().socket(zmq.DEALER)
            self._socket.linger = 0
            self._socket.connect(self.endpoint)
        return self._socket

    def _drop_socket(self):
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _to_bytes(request):
    return json.dumps(request, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _header(end, attempt, trace):
    unix_ms = int((time.time() + end - time.monotonic()) * 1000)
    return f"LTD1 deadline={unix_ms} attempt={attempt} trace={trace}".encode()


def _trace_of(header):
    """The trace in a header, or None where it has none."""
    for field in header.split(b" "):
        if field.startswith(b"trace="):
            return field.removeprefix(b"trace=").decode("ascii", "replace")
    return None


def _read_reply(frames, key):
    """(Answer, None, 0), or (None, LatidoError, seconds to wait before a retry makes sense; 0: it makes none)."""
    reply = json.loads(frames[-1])
    replayed = len(frames) > 1 and b"replayed=1" in frames[0].split(b" ")
    position = int(reply.pop("asOfPosition", 0))
    kind, body = next(iter(reply.items()))
    if kind != "error":
        return Answer(kind, body, position, replayed, key), None, 0
    error = LatidoError(body.get("code", ""), body.get("field", ""), body.get("message", ""), key, replayed)
    return None, error, body.get("retryAfterMs", 0) / 1000
