"""Latido's client for Python, on python3-zmq.

    from latido import Client

    with Client(tenant="acme") as latido:
        done = latido.issue_invoice({"series": "F", "customerId": "c-1", "currency": "EUR", "lines": [
            {"name": "Hammer", "quantity": "2", "unitPrice": "9.90", "tax": {"category": "S", "percent": "19"}}]})
        print(done["number"], done["totals"]["payable"])

Requests and replies are dictionaries with the field names of schema/commands.capnp and schema/queries.capnp. Amounts,
prices, quantities and percentages are strings, so that no float ever touches money; 64-bit integers in replies are too.

Every command carries an idempotency key, made here before the first send. On silence and on answers that say "not now" the
same bytes are sent again under the same key until `timeout` is over, so a command takes effect once or not at all, whatever
breaks in between. A key is for ever: its answer, a refusal for a business reason too, never changes.

A Client belongs to one thread. What is refused raises LatidoError.

Where to look: commands.py and queries.py hold what can be asked, client.py ties it together; keys.py, answers.py and
connection.py are what they stand on. csv_text.py makes CSV of what queries give.
"""

from . import csv_text
from .answers import NO_ANSWER, OPEN_CODES, RETRY_CODES, UNREADABLE_REPLY, Answer, LatidoError
from .client import Client
from .keys import Journal, KeyMaker

__all__ = [
    "NO_ANSWER",
    "OPEN_CODES",
    "RETRY_CODES",
    "UNREADABLE_REPLY",
    "Answer",
    "Client",
    "Journal",
    "KeyMaker",
    "LatidoError",
    "csv_text",
]
