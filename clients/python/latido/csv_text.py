"""What the queries give as CSV (RFC 4180), with the columns of `latido ... --csv`:

    from latido import csv_text

    with open("open.csv", "w", encoding="utf-8", newline="") as file:
        file.write(csv_text.invoices(client.list_invoices(status="open")))

Each function takes what the method of Client gives, and returns a line of titles and the rows. Texts stand as they are: a program
that takes some for formulas is the reader's to tame.
"""

import csv
import io

# By title the field of the reply, in the command's order.
INVOICES = {
    "id": "id",
    "number": "number",
    "status": "status",
    "customer": "customerId",
    "issued": "issueDate",
    "due": "dueDate",
    "currency": "currency",
    "to_pay": "payable",
    "paid": "paid",
    "credited": "credited",
    "still_due": "due",
    "reference": "reference",
}
PAYMENTS = {
    "id": "id",
    "customer": "customerId",
    "received": "receivedDate",
    "currency": "currency",
    "amount": "amount",
    "allocated": "allocated",
    "refunded": "refunded",
    "left": "left",
    "reversed": "reversed",
    "method": "method",
    "reference": "reference",
}
DRAFTS = {"id": "id", "customer": "customerId", "version": "version"}
BALANCES = {"currency": "currency", "due": "receivable", "overdue": "overdue", "credit": "credit", "balance": "balance"}
AGING = {
    "customer": "customerId",
    "currency": "currency",
    "current": "current",
    "1-30_days": "days1to30",
    "31-60_days": "days31to60",
    "61-90_days": "days61to90",
    "over_90": "over90",
    "total": "total",
}
TAXES = {
    "currency": "currency",
    "category": "category",
    "percent": "percent",
    "invoiced_base": "invoicedBase",
    "invoiced_tax": "invoicedTax",
    "credited_base": "creditedBase",
    "credited_tax": "creditedTax",
    "base": "base",
    "tax": "tax",
    "documents": "documents",
}
ACCOUNTS = {"currency": "currency", "account": "account", "debit": "debit", "credit": "credit"}
ENTRIES = {"position": "position", "debit": "debit", "credit": "credit", "currency": "currency", "amount": "amount"}


def invoices(rows):
    """Of list_invoices()."""
    return _text(INVOICES, rows)


def payments(rows):
    """Of list_payments()."""
    return _text(PAYMENTS, ({**row, "reversed": "yes" if row.get("reversed") else ""} for row in rows))


def drafts(rows):
    """Of list_drafts()."""
    return _text(DRAFTS, rows)


def balance(report):
    """Of customer_balance()."""
    return _text(BALANCES, report.get("balances", []))


def statement(report):
    """Of statement(): the entries between what was owed before and after them."""
    currency = report["currency"].lower()
    columns = {"date": "date", "what": "kind", "id": "id", "number": "number", currency: "amount", "balance": "balance"}
    opening = {"kind": "opening", "balance": report["opening"]}
    closing = {"kind": "closing", "balance": report["closing"]}
    return _text(columns, [opening, *report["entries"], closing])


def aging_report(rows):
    """Of aging_report()."""
    return _text(AGING, rows)


def tax_report(rows):
    """Of tax_report()."""
    return _text(TAXES, rows)


def trial_balance(report):
    """Of trial_balance()."""
    return _text(ACCOUNTS, report.get("accounts", []))


def ledger_entries(rows):
    """Of ledger_entries()."""
    return _text(ENTRIES, rows)


def _text(columns, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([row.get(field, "") for field in columns.values()] for row in rows)
    return out.getvalue()
