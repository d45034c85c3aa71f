#!/usr/bin/python3
"""Issues invoices from JSON files through the broker, and reads each one back."""

import argparse
import hashlib
import json
import os
import sys

from latido import Client, LatidoError

HELP = """\
A file holds one invoice: an issueInvoice object of schema/commands.capnp, for example

  {"series": "F", "customerId": "c-1", "issueDate": "2026-03-10", "termsDays": 30, "currency": "EUR",
   "lines": [{"name": "Hammer", "quantity": "2", "unitPrice": "9.90", "tax": {"category": "S", "percent": "19"}}]}

or such an object with the customer and the series that it needs, which are created where they are missing:

  {"customer": {"customerId": "c-1", "name": "Ada"}, "series": {"series": "F", "prefix": "F-"}, "invoice": {...}}

All numbers are strings. An invoice may carry an "expected" group with the figures that you believe in: where one differs from
what Latido computes, the invoice is refused and nothing is written.

Running it again over the same files issues nothing twice. The idempotency key of an invoice follows from the file's name
(without its folder) and from what it says, and each tenant has its own keys: the second run gets the first one's answer. A file that was refused is tried
again, now under a further key. To issue the same files once more, for example for the next month, use --new.

Exit code: 0 when every file was issued and read back, 1 when any was not, 2 when the command line is wrong."""

COLUMNS = ("file", "number", "id", "customer", "date", "currency", "payable", "status", "remark")
RIGHT_ALIGNED = {"payable"}


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="issue_invoices.py",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON file with one invoice")
    parser.add_argument("--endpoint", default="tcp://127.0.0.1:5555", help="the broker (default %(default)s)")
    parser.add_argument("--tenant", default="default", help="whose books (default %(default)s)")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds for one command, retries included")
    parser.add_argument("--new", action="store_true", help="new keys: issue even what was issued before")
    parser.add_argument("--json", action="store_true", help="print one JSON object a file instead of a table")
    return parser.parse_args()


def read_file(path):
    """(customer or None, series or None, invoice). Raises ValueError with what is wrong."""
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
    except OSError as error:
        raise ValueError(error.strerror) from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    if "invoice" not in document:
        return None, None, document
    unknown = set(document) - {"customer", "series", "invoice"}
    if unknown:
        raise ValueError(f"unknown field {sorted(unknown)[0]}: expected customer, series and invoice")
    return document.get("customer"), document.get("series"), document["invoice"]


def stable_key(kind, name, content):
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return f"{kind}-{hashlib.sha256(f'{name}/{canonical}'.encode()).hexdigest()[:32]}"


def send(command, content, key, exists_code=None):
    """Sends under `key`; where an earlier run was refused under it for good, under key.2, key.3 and so on.

    Where the outcome is open, or the key stands for other content, another key might do it twice: that is raised.
    No key before the last one ever took effect, so the content still takes effect once. None after `exists_code`: what the
    command would make is there already."""
    attempt = 1
    while True:
        try:
            return command(content, key=key if attempt == 1 else f"{key}.{attempt}")
        except LatidoError as error:
            if error.code == exists_code:
                return None
            if not error.replayed or error.outcome_open or error.code == "IDEMPOTENCY_MISMATCH":
                raise
            attempt += 1


def ensure(command, content, kind, exists_code):
    if content is not None:
        send(command, content, stable_key(kind, "", content), exists_code)


def issue(client, path, new):
    """Issues the file's invoice and reads it back: a row for the table. Raises ValueError or LatidoError."""
    customer, series, invoice = read_file(path)
    ensure(client.create_customer, customer, "customer", "DUPLICATE_CUSTOMER")
    ensure(client.create_series, series, "series", "DUPLICATE_SERIES")
    if new:
        done = client.issue_invoice(invoice)
    else:
        done = send(client.issue_invoice, invoice, stable_key("invoice", os.path.basename(path), invoice))
    stored = client.get_invoice(done["id"])
    if (stored["number"], stored["totals"]) != (done["number"], done["totals"]):
        raise ValueError(f"{done['id']} reads back differently from what was answered")
    return {
        "number": stored["number"],
        "id": stored["id"],
        "customer": stored["customer"]["name"],
        "date": stored["issueDate"],
        "currency": stored["currency"],
        "payable": stored["totals"]["payable"],
        "status": stored["status"],
        "remark": "issued before" if done.replayed else "",
    }


def run(client, files, new):
    for path in files:
        row = {"file": os.path.basename(path)}
        try:
            row.update(issue(client, path, new), ok=True)
        except LatidoError as error:
            row.update(ok=False, remark=str(error), code=error.code, field=error.field, message=error.message)
        except ValueError as error:
            row.update(ok=False, remark=str(error))
        except RecursionError:
            row.update(ok=False, remark="nested too deep")
        yield row


def print_table(rows):
    texts = [[str(row.get(column, "")) for column in COLUMNS] for row in rows]
    # The remark comes last and may be long: it is not padded.
    widths = [max(map(len, cells)) for cells in zip(*texts, COLUMNS)][:-1] + [0]
    for cells in [list(COLUMNS), *texts]:
        padded = [
            cell.rjust(width) if column in RIGHT_ALIGNED else cell.ljust(width)
            for cell, width, column in zip(cells, widths, COLUMNS)
        ]
        print("  ".join(padded).rstrip())


def main():
    arguments = parse_arguments()
    failed = 0
    rows = []
    with Client(
        arguments.endpoint, tenant=arguments.tenant, timeout=arguments.timeout, actor="issue_invoices.py"
    ) as client:
        for row in run(client, arguments.files, arguments.new):
            failed += not row["ok"]
            rows.append(row)
            if arguments.json:
                print(json.dumps(row, ensure_ascii=False), flush=True)
    if not arguments.json:
        print_table(rows)
        print(f"{len(rows) - failed} issued and read back, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
