"""Lies about a run whose checks found nothing. A check with teeth must find each of them."""

import dataclasses
import os
import shutil
import sqlite3

from books import Books, real_time_order
from verdicts import Change, check_verdicts

TAMPERINGS = {
    "a lost invoice": "DELETE FROM document WHERE document_key = (SELECT max(document_key) FROM document)",
    "a doubled key": "INSERT INTO command_log SELECT tenant_id, idempotency_key || 'x', request_hash, reply FROM command_log LIMIT 1;"
    " DELETE FROM command_log WHERE rowid = (SELECT min(rowid) FROM command_log WHERE idempotency_key NOT LIKE 'setup%')",
    "a changed amount": "UPDATE document SET line_total = line_total + 1, payable = payable + 1 WHERE document_key = (SELECT min(document_key) FROM document WHERE status = 1)",
    "a changed event": "UPDATE event SET payload = zeroblob(length(payload)) WHERE event_key = (SELECT max(event_key) - 3 FROM event)",
    "a moved number": "UPDATE document SET sequence = sequence + 1 WHERE document_key = (SELECT max(document_key) FROM document)",
    "a forgotten transfer": "DELETE FROM transfer WHERE (event_key, leg) = (SELECT event_key, leg FROM transfer WHERE debit = 1 LIMIT 1)",
}


def unnoticed(store, records, changes, kills):
    """A sentence for each planted lie that was not found."""
    return [
        f"the check did not notice {lie}"
        for lie in (
            *unnoticed_in_the_store(store, records),
            *unnoticed_in_the_order(records),
            *unnoticed_in_the_verdicts(changes, kills),
        )
    ]


def untouchable(path, statement):
    """Runs a tampering on a copy with the schema's own guards taken away."""
    with sqlite3.connect(path) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.executescript(statement)
    db.close()


def unnoticed_in_the_store(store, records):
    missed = []
    for name, statement in TAMPERINGS.items():
        copy = store + ".tampered"
        shutil.copyfile(store, copy)
        untouchable(copy, statement)
        books = Books(copy)
        if not books.check(records):
            missed.append(name)
        books.close()
        os.remove(copy)
    return missed


def unnoticed_in_the_order(records):
    """Two invoices of one series, of which the second was asked for after the first was told: their times change places."""
    issued = [record for record in records if record.command == "issueInvoice" and record.answer]
    first = min(issued, key=lambda record: record.ended)
    second = next((r for r in issued if series_of(r) == series_of(first) and r.started > first.ended), None)
    if second is None:
        return ["a swapped order, for there were no two invoices to swap"]
    lie = [
        dataclasses.replace(first, started=second.started, ended=second.ended),
        dataclasses.replace(second, started=first.started, ended=first.ended),
    ]
    others = [record for record in records if record is not first and record is not second]
    return [] if real_time_order(others + lie) else ["a swapped order of two invoices"]


def series_of(record):
    return record.tenant, record.answer["number"].rsplit("-", 1)[0]


def unnoticed_in_the_verdicts(changes, kills):
    return [name for name, lie in verdict_lies(changes, kills) if not check_verdicts(lie, kills).broken]


def verdict_lies(changes, kills):
    """(name, changes with a lie in them)."""
    told_up = next((change for change in changes if change.verdict == "up"), None)
    if told_up is not None:
        for verdict in ("crashed", "hung", "stopped", "unreachable"):
            yield f"a service falsely called {verdict}", [*changes, accusation(told_up, verdict)]
    for kill, _ in check_verdicts(changes, kills).named[:1]:
        kept = [c for c in changes if (c.service, c.verdict, c.pid) != (kill.service, "crashed", kill.pid)]
        yield "a kill that nobody named", kept
        renamed = [
            Change(c.at, c.epoch, {**c.state, "verdict": "hung"}) if c.pid == kill.pid and c.verdict == "crashed" else c
            for c in changes
        ]
        yield "a killed service called hung", renamed


def accusation(change, verdict):
    """Of a service at the moment at which it was told to be up."""
    return Change(change.at, change.epoch, {**change.state, "verdict": verdict})
