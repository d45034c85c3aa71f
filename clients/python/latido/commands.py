"""Every command as a method of Client.

Each takes what the command needs, then `key`: the caller's own idempotency key; where it is left out, one is made. Each
returns the Answer `done`: the `id` of what was made or changed, the `position` of its event, and where they apply `number`,
`status`, `currency`, `due`, `totals`, `version` and `credit`. What is refused raises LatidoError; docs/protocol.md lists the
codes. Amounts are strings in the `currency` that stands beside them.

Where a body is a dictionary it has the fields of schema/commands.capnp. `more` stands for the optional ones among them.
"""


class Commands:
    # The books.

    def create_tenant(self, seller, key=None):
        """Opens the books and says who issues: {"name", "taxId", "address": {"street", "city", "postalCode", "country"}}."""
        return self.command("createTenant", seller, key)

    def update_tenant(self, seller, key=None):
        """Replaces the seller. Documents issued before keep the one that they were issued by."""
        return self.command("updateTenant", seller, key)

    def set_policy(self, rounding_profile="en16931", void_forbidden=False, key=None):
        """Replaces the whole policy. `rounding_profile`: en16931 (tax of each group), perLine, or cfdi (Mexico)."""
        return self.command("setPolicy", {"roundingProfile": rounding_profile, "voidForbidden": void_forbidden}, key)

    def close_period(self, through, key=None):
        """Nothing dated on or before this day is booked any more. It only grows, and is never after today."""
        return self.command("closePeriod", {"through": through}, key)

    # Customers.

    def create_customer(self, customer, key=None):
        """{"customerId", "name", "taxId", "address"}; the id is your own."""
        return self.command("createCustomer", customer, key)

    def update_customer(self, customer, expected_version=0, key=None):
        """Replaces all that was said of the customer; documents issued before keep what they show. `expected_version`: refuse
        with VERSION_CONFLICT where it has another version by now; 0: do not look."""
        return self.command("updateCustomer", customer, key, expected_version)

    def archive_customer(self, customer_id, expected_version=0, key=None):
        """Takes no new drafts or invoices; what is open is paid and reported as before."""
        return self.command("archiveCustomer", {"customerId": customer_id}, key, expected_version)

    # The catalogue.

    def create_product(self, product_id, name, unit_code="", key=None):
        """Something that lines sell; its prices are made with create_price."""
        return self.command("createProduct", filled(productId=product_id, name=name, unitCode=unit_code), key)

    def archive_product(self, product_id, key=None):
        """Its prices can not be used any more."""
        return self.command("archiveProduct", {"productId": product_id}, key)

    def create_price(self, price_id, product_id, currency, unit_price, key=None, **more):
        """A price never changes: a change is a new price. `more`: baseQuantity, taxCode."""
        body = {"priceId": price_id, "productId": product_id, "currency": currency, "unitPrice": unit_price, **more}
        return self.command("createPrice", body, key)

    def archive_price(self, price_id, key=None):
        """No new line can name it."""
        return self.command("archivePrice", {"priceId": price_id}, key)

    def define_tax_rate(self, tax_code, category, percent, valid_from, key=None):
        """What lines with this tax code are taxed with from a day on. A later day gives a known code a further rate."""
        body = filled(taxCode=tax_code, category=category, percent=percent, validFrom=valid_from)
        return self.command("defineTaxRate", body, key)

    def retire_tax_rate(self, tax_code, valid_to, key=None):
        """`valid_to`: the last issue date that may use the code."""
        return self.command("retireTaxRate", {"taxCode": tax_code, "validTo": valid_to}, key)

    # Series.

    def create_series(self, series, key=None):
        """{"series", "prefix", "firstNumber", "lastNumber", "digits", "validFrom", "validTo", "authorization", "kind"}; only
        `series` is needed. `kind`: invoice or creditNote."""
        return self.command("createSeries", series, key)

    def close_series(self, series, key=None):
        """Nothing is issued in it any more."""
        return self.command("closeSeries", {"series": series}, key)

    def extend_range(self, series, last_number=0, valid_to="", authorization="", key=None):
        """A longer range, a later last date, another authorization: what is left out stays as it is."""
        last = str(last_number) if last_number else ""
        body = filled(series=series, lastNumber=last, validTo=valid_to, authorization=authorization)
        return self.command("extendRange", body, key)

    # Drafts. `expected_version` as in update_customer.

    def create_draft(self, content, key=None):
        """As issue_invoice, but only customerId and currency are needed. A draft has no number."""
        return self.command("createDraft", content, key)

    def set_lines(self, draft_id, currency, lines, allowances_charges=(), expected_version=0, key=None):
        """Replaces the draft's lines, and its allowances and charges. `currency` must be the draft's."""
        body = filled(draftId=draft_id, currency=currency, lines=lines, allowancesCharges=list(allowances_charges))
        return self.command("setLines", body, key, expected_version)

    def update_draft(self, draft_id, content, expected_version=0, key=None):
        """Replaces all that the draft says but its lines, allowances and charges, which `content` must leave out."""
        return self.command("updateDraft", {"draftId": draft_id, "content": content}, key, expected_version)

    def delete_draft(self, draft_id, expected_version=0, key=None):
        """No number was spent on it."""
        return self.command("deleteDraft", {"draftId": draft_id}, key, expected_version)

    def issue_draft(self, draft_id, expected_version=0, key=None, **more):
        """Makes it an invoice, whose id is in the answer. `more`: series, issueDate in place of the draft's; expected figures,
        which need currency."""
        return self.command("issueDraft", {"draftId": draft_id, **more}, key, expected_version)

    # Invoices.

    def issue_invoice(self, invoice, key=None):
        """{"series", "customerId", "currency", "lines"} and what else IssueInvoice has. A line states `name`, `quantity`,
        `unitPrice` and `tax`, or names a `priceId`; in place of `tax` it may name a `taxCode`. With `expected` it is refused
        where the figures come out otherwise."""
        return self.command("issueInvoice", invoice, key)

    def preview_invoice(self, invoice):
        """The invoice that issue_invoice would make, or its refusal. Nothing is written."""
        return self._preview("previewInvoice", invoice)

    def void_invoice(self, invoice_id, reason, key=None):
        """Only where nothing was paid or credited; the number stays used."""
        return self.command("voidInvoice", {"invoiceId": invoice_id, "reason": reason}, key)

    def mark_uncollectible(self, invoice_id, reason, key=None):
        """Writes off what is still due. A later payment is taken all the same."""
        return self.command("markUncollectible", {"invoiceId": invoice_id, "reason": reason}, key)

    def recover_invoice(self, invoice_id, reason, key=None):
        """An uncollectible invoice is due again."""
        return self.command("recoverInvoice", {"invoiceId": invoice_id, "reason": reason}, key)

    # Credit notes.

    def issue_credit_note(self, series, invoice_id, currency, reason, key=None, **more):
        """Takes back all of the invoice that is not credited yet; or, of `more`, `lines` ([{"line": 1, "quantity": "2"}], by
        quantity, by amount, or all that is left of a line) or an `amount` with tax. It lowers what is due; what is over becomes
        the customer's credit. `more`: issueDate, toInvoice, toCredit, expectedPayable."""
        return self.command("issueCreditNote", _credit_note(series, invoice_id, currency, reason, more), key)

    def preview_credit_note(self, series, invoice_id, currency, reason, **more):
        """The credit note that issue_credit_note would make, or its refusal. Nothing is written."""
        return self._preview("previewCreditNote", _credit_note(series, invoice_id, currency, reason, more))

    # Money.

    def record_payment(self, invoice_id, amount, currency, key=None, **more):
        """Pays an invoice as far as it is due; what is over becomes the customer's credit. With None for `invoice_id`, `more`
        says who paid and what for: customerId, allocations ([{"invoiceId": "inv-7", "amount": "10.00"}]).
        `more`: receivedDate, reference (unique where given), method."""
        body = {**filled(invoiceId=invoice_id), "amount": amount, "currency": currency, **more}
        return self.command("recordPayment", body, key)

    def allocate(self, payment_id, currency, allocations, key=None):
        """What is left of a payment, to invoices: [{"invoiceId": "inv-7", "amount": "10.00"}]."""
        return self.command("allocate", {"paymentId": payment_id, "currency": currency, "allocations": allocations}, key)

    def unallocate(self, invoice_id, currency, payment_id=None, customer_id=None, amount="", key=None):
        """Back from an invoice to the customer's credit; the invoice is due again. With `customer_id` it takes back what
        apply_customer_credit put there. Without `amount`, all of it."""
        if (payment_id is None) == (customer_id is None):
            raise ValueError("give payment_id or customer_id")
        body = filled(paymentId=payment_id, customerId=customer_id, invoiceId=invoice_id, currency=currency, amount=amount)
        return self.command("unallocate", body, key)

    def reverse_payment(self, payment_id, reason, key=None):
        """It bounced, or was never there: its allocations are taken back, which reopens invoices."""
        return self.command("reversePayment", {"paymentId": payment_id, "reason": reason}, key)

    def refund_payment(self, payment_id, amount, currency, key=None, **more):
        """Pays money back, out of the customer's credit and never more than that. Reopens nothing. `more`: reference, reason."""
        body = {"paymentId": payment_id, "amount": amount, "currency": currency, **more}
        return self.command("refundPayment", body, key)

    def refund_credit(self, customer_id, amount, currency, key=None, **more):
        """Pays out what the customer has to its credit, whatever it came from. `more`: reference, reason."""
        body = {"customerId": customer_id, "amount": amount, "currency": currency, **more}
        return self.command("refundCredit", body, key)

    def apply_customer_credit(self, invoice_id, currency, amount="", key=None):
        """Pays an invoice from its customer's credit. Without `amount`, as much as is due and as there is."""
        return self.command("applyCustomerCredit", filled(invoiceId=invoice_id, currency=currency, amount=amount), key)

    def adjust_balance(self, customer_id, amount, currency, reason, key=None):
        """Adds to the customer's credit, or takes from it with a negative amount; it is never below 0."""
        body = {"customerId": customer_id, "amount": amount, "currency": currency, "reason": reason}
        return self.command("adjustBalance", body, key)

    # What became of a command.

    def command_status(self, key):
        """The reply that is stored under the key, as a dictionary, or None: then nothing took effect so far."""
        return self.command("commandStatus", None, key).get("known")


def filled(**fields):
    """Those that are not empty: a field that is left out is the same request, for its key, only as one that is left out."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _credit_note(series, invoice_id, currency, reason, more):
    return {"series": series, "invoiceId": invoice_id, "currency": currency, "reason": reason, **more}
