"""What must hold in the store after any number of kills, read straight from its file, and held against what the clients were told.

Each check returns a list of sentences, one for each promise found broken.
"""

import collections
import hashlib
import sqlite3

# The ledger's accounts by number, as in db/migrations.
RECEIVABLE = 1
OPEN = 1  # document.status
INVOICE = 1  # document.kind
ISSUING = ("issueInvoice", "issueDraft", "issueCreditNote")  # commands that take a number


class Books:
    def __init__(self, path):
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.tenants = dict(self._db.execute("SELECT name, tenant_id FROM tenant"))

    def close(self):
        self._db.close()

    def rows(self, sql, *parameters):
        return self._db.execute(sql, parameters).fetchall()

    def check(self, records):
        return [
            *self.integrity(),
            *self.numbers_without_gap(),
            *self.chain(),
            *self.ledger(),
            *self.acknowledged(records),
            *self.nothing_unasked(records),
            *real_time_order(records),
        ]

    def integrity(self):
        answer = self.rows("PRAGMA integrity_check")
        return [] if answer == [("ok",)] else [f"integrity_check says {answer[:3]}"]

    def numbers_without_gap(self):
        broken = []
        for series, first, following in self.rows("SELECT series_key, first_number, next_number FROM series"):
            numbers = [n for (n,) in self.rows("SELECT sequence FROM document WHERE series_key = ? ORDER BY 1", series)]
            if numbers != list(range(first, following)):
                broken.append(f"series {series}: {len(numbers)} numbers, expected {first} to {following - 1} once each")
        for number, count in self.rows("SELECT number, count(*) FROM document GROUP BY tenant_id, number HAVING count(*) > 1"):
            broken.append(f"number {number} is there {count} times")
        return broken

    def chain(self):
        """Computed again from its definition: SHA-256 of the hash before, the position as 8 bytes, the stored bytes."""
        broken = []
        for name, tenant in self.tenants.items():
            previous = hashlib.sha256(b"latido chain 1\0" + name.encode()).digest()
            events = self.rows("SELECT position, payload, hash FROM event WHERE tenant_id = ? ORDER BY event_key", tenant)
            for expected, (position, payload, stored) in enumerate(events, start=1):
                previous = hashlib.sha256(previous + position.to_bytes(8, "big") + payload).digest()
                if position != expected or previous != stored:
                    broken.append(f"the chain of {name} breaks at position {expected}")
                    break
        return broken

    def ledger(self):
        broken = []
        for name, tenant in self.tenants.items():
            due = self.rows(
                "SELECT coalesce(sum(payable - paid - credited), 0) FROM document WHERE tenant_id = ? AND status = ?", tenant, OPEN
            )[0][0]
            receivable = self.rows(
                "SELECT coalesce(sum(amount * ((debit = ?1) - (credit = ?1))), 0) FROM transfer WHERE event_key >> 40 = ?2",
                RECEIVABLE,
                tenant,
            )[0][0]
            running = self.rows("SELECT coalesce(sum(receivable), 0) FROM account WHERE tenant_id = ?", tenant)[0][0]
            by_day = self.rows("SELECT coalesce(sum(amount), 0) FROM open_due WHERE customer_key >> 40 = ?", tenant)[0][0]
            if not due == receivable == running == by_day:
                broken.append(f"{name}: due {due}, by day {by_day}, transfers {receivable}, running balance {running}")
        return broken

    def acknowledged(self, records):
        """Every acknowledged invoice is there once, as it was told; every acknowledged key has its row."""
        broken = []
        documents = {
            (tenant, f"{'inv' if kind == INVOICE else 'cn'}-{id_}"): (number, payable)
            for tenant, id_, kind, number, payable in self.rows("SELECT tenant_id, id, kind, number, payable FROM document")
        }
        keys = collections.Counter(self.rows("SELECT tenant_id, idempotency_key FROM command_log"))
        for record in records:
            if not record.answer and not record.refusal:
                broken.append(f"key {record.key} never got an answer")
                continue
            if record.refusal in ("NO_ANSWER", "OUTCOME_UNKNOWN", "BUSY", "NO_SERVICE", "EXPIRED", "INTERNAL", "QUARANTINED"):
                broken.append(f"key {record.key} was left with {record.refusal}")
                continue
            tenant = self.tenants[record.tenant]
            if keys[(tenant, record.key)] != 1:
                broken.append(f"key {record.key} is stored {keys[(tenant, record.key)]} times")
            if record.answer and record.command in ISSUING:
                told = (record.answer["number"], round(float(record.answer["totals"]["payable"]) * 100))
                if documents.get((tenant, record.answer["id"])) != told:
                    broken.append(f"{record.answer['id']} of {record.tenant} was acknowledged as {told} and is not there so")
        return broken

    def nothing_unasked(self, records):
        """As many documents and payments as were acknowledged: nothing was done twice, or for nobody."""
        broken = []
        for commands, table in ((ISSUING, "document"), (("recordPayment",), "payment")):
            told = sum(1 for record in records if record.command in commands and record.answer)
            there = self.rows(f"SELECT count(*) FROM {table}")[0][0]
            if told != there:
                broken.append(f"{told} {' and '.join(commands)} were acknowledged, {there} rows are in {table}")
        return broken


def real_time_order(records):
    """Issuing is fetch-and-increment: no invoice may have a lower number than one that was acknowledged before it was asked for."""
    series = collections.defaultdict(list)
    for record in records:
        if record.command in ISSUING and record.answer:
            prefix, number = record.answer["number"].rsplit("-", 1)
            series[(record.tenant, prefix)].append((int(number), record.started, record.ended))
    broken = []
    for name, calls in series.items():
        latest_start = 0.0
        for number, started, ended in sorted(calls):
            if ended < latest_start:
                broken.append(f"{name} number {number} was acknowledged before a lower one was asked for")
            latest_start = max(latest_start, started)
    return broken
