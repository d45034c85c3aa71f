"""Every query as a method of Client.

Those that list things are generators: they ask for page after page as you go on. `limit` is then the size of a page, not of the
whole. A command that was acknowledged is seen by every query sent after it.

`as_of` asks for the books as they stood: {"position": 7}, after that event; {"unix_ms": 1795392000000}, or a datetime with a
time zone: after the last event recorded until then. Every query takes it but `verify_chain`.
"""

import datetime
import decimal

from .commands import filled

AMOUNTS = ("invoicedBase", "invoicedTax", "creditedBase", "creditedTax", "base", "tax")


class Queries:
    # Documents.

    def get_invoice(self, invoice_id=None, number=None, reference=None, as_of=None):
        """By the id ("inv-7"), by the printed number, or by the reference it was issued with (the newest that has it)."""
        body = _one(invoice_id=("id", invoice_id), number=("number", number), reference=("reference", reference))
        return self.query("getInvoice", body, as_of=as_of)

    def list_invoices(self, *, as_of=None, **filters):
        """Every invoice, newest issue date first. Filters: status, customerId, issuedFrom, issuedTo, dueFrom, dueTo,
        payableFrom, payableTo (these two need currency), currency; limit."""
        return self._pages("listInvoices", filters, "invoices", as_of)

    def get_credit_note(self, credit_note_id=None, number=None, as_of=None):
        """By the id ("cn-8") or by the printed number."""
        body = _one(credit_note_id=("id", credit_note_id), number=("number", number))
        return self.query("getCreditNote", body, as_of=as_of)

    def get_draft(self, draft_id, as_of=None):
        """With the totals that it would have now; without, while it can not be issued."""
        return self.query("getDraft", {"draftId": draft_id}, as_of=as_of)

    def list_drafts(self, limit=50, as_of=None):
        """Those that are neither issued nor deleted, newest first: id, customerId and version."""
        return self._pages("listDrafts", {"limit": limit}, "drafts", as_of)

    def export_document(self, document_id, format="ubl", cufe=None, delivery=None, as_of=None):
        """An invoice ("inv-7") or credit note ("cn-8") as EN 16931 XML, in `text`. `cufe`, for Colombia:
        {"technicalKey", "environment": 1 or 2}. `delivery`, which intra-Community supplies (K) need: {"date", "country"}."""
        body = filled(id=document_id, format=format, cufe=cufe, delivery=delivery)
        return self.query("exportDocument", body, as_of=as_of)

    # Money.

    def get_payment(self, payment_id=None, reference=None, as_of=None):
        """By the id ("pay-9") or by the reference it was recorded with. With what it pays, what is left of it, and what was
        refunded."""
        body = _one(payment_id=("paymentId", payment_id), reference=("reference", reference))
        return self.query("getPayment", body, as_of=as_of)

    def list_payments(self, customer_id="", limit=50, as_of=None):
        """Of one customer or of all, last recorded first."""
        return self._pages("listPayments", filled(customerId=customer_id, limit=limit), "payments", as_of)

    def customer_balance(self, customer_id, as_of=None):
        """What the customer owes and has to its credit: `balances`, one entry a currency."""
        return self.query("customerBalance", {"customerId": customer_id}, as_of=as_of)

    def statement(self, customer_id, currency, first_day, last_day, as_of=None):
        """`opening`, `entries` with a running balance, `closing`; both days included. All pages put together: they are of one
        moment, whatever is recorded meanwhile."""
        body = {"customerId": customer_id, "currency": currency, "from": first_day, "to": last_day, "limit": 1000}
        pages = [self.query("statement", body, as_of=as_of)]
        while pages[-1].get("nextCursor"):
            pages.append(self.query("statement", {**body, "cursor": pages[-1]["nextCursor"]}, as_of=as_of))
        whole = pages[0]
        whole["entries"] = [entry for page in pages for entry in page.get("entries", [])]
        whole["closing"] = pages[-1]["closing"]
        whole.pop("nextCursor", None)
        return whole

    def aging_report(self, date="", customer_id="", limit=200, as_of=None):
        """What is due (now, or `as_of` then) by how late it is on the day (today, or the day then, where left out): a row for each
        customer and currency."""
        return self._pages("agingReport", filled(date=date, customerId=customer_id, limit=limit), "rows", as_of)

    def tax_report(self, first_day, last_day, as_of=None):
        """Invoiced and credited bases and taxes of documents issued on these days: a list with a row for each currency, category
        and percent, added up exactly over all parts."""
        parts = self._pages("taxReport", {"from": first_day, "to": last_day}, "rows", as_of)
        return add_up_taxes(parts)

    # The ledger.

    def trial_balance(self, currency="", as_of=None):
        """`accounts`: the balance of each on its side, debit or credit."""
        return self.query("trialBalance", filled(currency=currency), as_of=as_of)

    def ledger_entries(self, after_position=0, account="", limit=100, as_of=None):
        """Every transfer of later events, oldest first, of one account or of all."""
        return self._positions("ledgerEntries", filled(account=account, limit=limit), "entries", after_position, as_of)

    # Master data.

    def get_customer(self, customer_id, as_of=None):
        """With its `version`."""
        return self.query("getCustomer", {"customerId": customer_id}, as_of=as_of)

    def get_product(self, product_id, as_of=None):
        """Its name and unit, and whether it is archived."""
        return self.query("getProduct", {"productId": product_id}, as_of=as_of)

    def get_price(self, price_id, as_of=None):
        """What it is for and how much, and whether it is archived."""
        return self.query("getPrice", {"priceId": price_id}, as_of=as_of)

    def get_tax_rate(self, tax_code, as_of=None):
        """With all its `versions`, earliest first."""
        return self.query("getTaxRate", {"taxCode": tax_code}, as_of=as_of)

    def get_books(self, as_of=None):
        """Who issues, the policy, and the last closed day."""
        return self.query("getBooks", None, as_of=as_of)

    def series_status(self, series, as_of=None):
        """Its range, the next number, the numbers left, the last issue date."""
        return self.query("seriesStatus", {"series": series}, as_of=as_of)

    # Proof.

    def gap_report(self, series, from_number=0, as_of=None):
        """{"series", "missing", "voided"} over the whole range used so far, as integers. `missing` is empty unless something is
        badly wrong; a voided number is used all the same."""
        missing, voided = [], []
        while True:
            body = filled(series=series, fromNumber=str(from_number) if from_number else "")
            part = self.query("gapReport", body, as_of=as_of)
            as_of = _as_of_page(part, as_of)
            missing += map(int, part.get("missing", []))
            voided += map(int, part.get("voided", []))
            from_number = int(part.get("nextNumber", 0))
            if from_number == 0:
                return {"series": series, "missing": missing, "voided": voided}

    def audit_trail(self, after_position=0, limit=50, as_of=None, **of):
        """Every event that changed one thing, oldest first. `of` names it: invoiceId, creditNoteId, paymentId, draftId,
        customerId, series, productId, priceId or taxCode; books=None: the books themselves (who issues, policy, closed periods)."""
        if len(of) != 1:
            raise ValueError("name one thing, for example invoiceId='inv-7'")
        return self._events("auditTrail", {**of, "limit": limit}, after_position, as_of)

    def event_feed(self, after_position=0, stored=False, limit=100, as_of=None):
        """Every event after a position, oldest first, none ever skipped; ends at the last there is. Keep the `position` of the
        last one you have dealt with, and go on after it. `stored`: with the stored `payload` and `hash`, as bytes, in place of the
        event read out."""
        return self._events("eventFeed", {"stored": stored, "limit": limit}, after_position, as_of)

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

    # Page after page.

    def _pages(self, name, body, rows, as_of=None):
        cursor = ""
        while True:
            page = self.query(name, {**body, "cursor": cursor}, as_of=as_of)
            yield from page.get(rows, [])
            cursor = page.get("nextCursor", "")
            if not cursor:
                return

    def _positions(self, name, body, rows, after_position, as_of=None):
        while True:
            page = self.query(name, {**body, "afterPosition": str(after_position)}, as_of=as_of)
            as_of = _as_of_page(page, as_of)
            yield from page.get(rows, [])
            after_position = int(page.get("nextPosition", 0))
            if after_position == 0:
                return

    def _events(self, name, body, after_position, as_of):
        for event in self._positions(name, body, "events", after_position, as_of):
            for data in ("payload", "hash"):  # bytes are lists of numbers in JSON
                if data in event:
                    event[data] = bytes(event[data])
            yield event


def add_up_taxes(rows):
    """Rows of a tax report with those of the same currency, category and percent added up."""
    sums = {}
    for row in rows:
        group = (row["currency"], row["category"], row.get("percent", ""))
        total = sums.setdefault(group, {name: decimal.Decimal(0) for name in AMOUNTS} | {"documents": 0})
        for name in AMOUNTS:
            total[name] += decimal.Decimal(row.get(name) or 0)
        total["documents"] += row.get("documents", 0)
    named = ("currency", "category", "percent")
    return [
        {**dict(zip(named, group)), **{name: str(total[name]) for name in AMOUNTS}, "documents": total["documents"]}
        for group, total in sorted(sums.items(), key=lambda item: item[0])
    ]


def _one(**names):
    """{name on the wire: value} of the one that is given."""
    given = [(wire, value) for wire, value in names.values() if value is not None]
    if len(given) != 1:
        raise ValueError("give one of " + ", ".join(names))
    return dict(given)


def _as_of_page(page, as_of):
    """`as_of` for the pages after this one, where no cursor carries it: a time that is not over yet stands for another position
    with each event."""
    return as_of if as_of is None else {"position": page.as_of_position}


def moment(as_of):
    """`as_of` as it goes over the wire."""
    if isinstance(as_of, datetime.datetime):
        if as_of.tzinfo is None:
            raise ValueError("as_of needs a time zone")
        since = as_of - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return {"unixMs": str(since // datetime.timedelta(milliseconds=1))}
    if set(as_of) == {"position"}:
        return {"position": str(as_of["position"])}
    if set(as_of) == {"unix_ms"}:
        return {"unixMs": str(as_of["unix_ms"])}
    raise ValueError("as_of is {'position': ...}, {'unix_ms': ...} or a datetime")
