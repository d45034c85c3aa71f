"""The bad commands of test_bad_input.py, and the books that they are sent to."""

TENANT = "acme"
S19 = {"category": "S", "percent": "19"}
LINE = {"name": "Paper", "quantity": "2", "unitPrice": "1.50", "tax": S19}
INVOICE = {"series": "A", "customerId": "C", "currency": "EUR", "issueDate": "2026-11-20", "lines": [LINE]}
PRICED = {"priceId": "paper-eur", "quantity": "1"}
DRAFT = {"customerId": "C", "currency": "EUR"}
CREDIT = {"series": "CN", "invoiceId": "inv-6", "currency": "EUR", "reason": "r"}
PAYMENT = {"customerId": "C", "amount": "1", "currency": "EUR"}


def set_up(client):
    client.create_customer({"customerId": "C", "name": "Clara"})
    client.create_series({"series": "A", "prefix": "A-"})
    client.create_series({"series": "FULL", "prefix": "F-", "lastNumber": "1"})
    client.create_series({"series": "DATED", "prefix": "D-", "validFrom": "2026-01-01", "validTo": "2026-12-31"})
    client.issue_invoice(invoice(series="FULL"))
    assert client.issue_invoice(INVOICE, key="used")["id"] == "inv-6"  # of 3.57 EUR

    client.create_customer({"customerId": "OLD", "name": "Otto"})
    client.archive_customer("OLD")
    client.create_customer({"customerId": "D", "name": "Dora"})
    client.define_tax_rate("vat", "S", "19", "2026-01-01")
    client.create_product("paper", "Paper")
    client.create_price("paper-eur", "paper", "EUR", "1.50", taxCode="vat")
    client.create_price("paper-usd", "paper", "USD", "1.60")
    client.create_series({"series": "CN", "prefix": "CN-", "kind": "creditNote"})
    client.create_series({"series": "NEW", "prefix": "N-"})
    client.create_series({"series": "SHUT", "prefix": "X-"})
    client.close_series("SHUT")
    assert client.create_draft(DRAFT)["id"] == "draft-18"
    assert client.delete_draft(client.create_draft(DRAFT)["id"])["id"] == "draft-19"
    assert client.record_payment(None, "1.00", "EUR", customerId="C", reference="bank-1")["id"] == "pay-21"
    client.close_period("2025-06-30")
    client.create_tenant({"name": "Acme"})


def invoice(**changes):
    return {**INVOICE, **changes}


def with_line(**changes):
    return invoice(lines=[{**LINE, **changes}])


def with_priced(**changes):
    return invoice(lines=[{**PRICED, **changes}])


def allocated(*pairs):
    return [{"invoiceId": name, "amount": amount} for name, amount in pairs]


def draft(**changes):
    return {**DRAFT, **changes}


# (what, command, body, code, field): sent as JSON to comandos. Field None: any.
INVOICES = [
    ("unknown command", "isueInvoice", INVOICE, "UNKNOWN_COMMAND", "isueInvoice"),
    ("unknown field", "issueInvoice", invoice(serie="A"), "UNKNOWN_FIELD", "serie"),
    ("unknown field in a line", "issueInvoice", with_line(quantitty="2"), "UNKNOWN_FIELD", "lines[0].quantitty"),
    ("unknown customer", "issueInvoice", invoice(customerId="nobody"), "UNKNOWN_CUSTOMER", "customerId"),
    ("unknown series", "issueInvoice", invoice(series="Z"), "UNKNOWN_SERIES", "series"),
    ("no lines", "issueInvoice", invoice(lines=[]), "NO_LINES", "lines"),
    ("quantity malformed", "issueInvoice", with_line(quantity="two"), "BAD_VALUE", "lines[0].quantity"),
    ("price malformed", "issueInvoice", with_line(unitPrice="1,50"), "BAD_VALUE", "lines[0].unitPrice"),
    ("quantity with 10 decimals", "issueInvoice", with_line(quantity="0.0000000001"), "TOO_MANY_DECIMALS", "lines[0].quantity"),
    ("price with 10 decimals", "issueInvoice", with_line(unitPrice="0.0000000001"), "TOO_MANY_DECIMALS", "lines[0].unitPrice"),
    ("amount with too many decimals", "issueInvoice", invoice(prepaid="0.001"), "TOO_MANY_DECIMALS", "prepaid"),
    ("a line that overflows", "issueInvoice", with_line(quantity="9000000000", unitPrice="9000000000"), "OVERFLOW", "lines[0].quantity"),
    ("totals that overflow", "issueInvoice",
     invoice(lines=[{**LINE, "quantity": "9000000000", "unitPrice": "10000000"}] * 2), "OVERFLOW", None),
    ("unknown currency", "issueInvoice", invoice(currency="EUX"), "UNKNOWN_CURRENCY", "currency"),
    ("tax category without a rate", "issueInvoice", with_line(tax={"category": "S"}), "BAD_TAX", "lines[0].tax.percent"),
    ("negative price", "issueInvoice", with_line(unitPrice="-1"), "NEGATIVE_VALUE", "lines[0].unitPrice"),
    ("negative prepaid", "issueInvoice", invoice(prepaid="-1"), "NEGATIVE_VALUE", "prepaid"),
    ("negative allowance", "issueInvoice", with_line(allowancesCharges=[{"amount": "-1"}]), "NEGATIVE_VALUE",
     "lines[0].allowancesCharges[0].amount"),
    ("negative total", "issueInvoice", with_line(quantity="-2"), "NEGATIVE_TOTAL", None),
    ("a series used up", "issueInvoice", invoice(series="FULL"), "SERIES_EXHAUSTED", "series"),
    ("a series before its dates", "issueInvoice", invoice(series="DATED", issueDate="2025-12-31"), "SERIES_EXPIRED", "issueDate"),
    ("a series after its dates", "issueInvoice", invoice(series="DATED", issueDate="2027-01-01"), "SERIES_EXPIRED", "issueDate"),
    ("issue date before the series' last", "issueInvoice", invoice(issueDate="2026-11-19"), "DATE_REGRESSION", "issueDate"),
    ("figures that differ", "issueInvoice", invoice(expected={"payable": "3.58"}), "EXPECTED_MISMATCH", "expected.payable"),
    ("an archived customer", "issueInvoice", invoice(customerId="OLD"), "ARCHIVED", "customerId"),
    ("a series of credit notes", "issueInvoice", invoice(series="CN"), "WRONG_SERIES_KIND", "series"),
    ("a closed series", "issueInvoice", invoice(series="SHUT"), "SERIES_CLOSED", "series"),
    ("a closed period", "issueInvoice", invoice(series="NEW", issueDate="2025-06-30"), "PERIOD_CLOSED", "issueDate"),
    ("an unknown price", "issueInvoice", with_priced(priceId="pen"), "UNKNOWN_PRICE", "lines[0].priceId"),
    ("a price in another currency", "issueInvoice", with_priced(priceId="paper-usd", tax=S19), "CURRENCY_MISMATCH", "lines[0].priceId"),
    ("a price beside a price", "issueInvoice", with_priced(unitPrice="1"), "BAD_VALUE", "lines[0].unitPrice"),
    ("an unknown tax code", "issueInvoice", with_priced(taxCode="gst"), "UNKNOWN_TAX_RATE", "lines[0].taxCode"),
    ("a tax beside a tax code", "issueInvoice", with_priced(taxCode="vat", tax=S19), "BAD_TAX", "lines[0].tax"),
    ("a tax code before its first day", "issueInvoice",
     {**with_priced(), "series": "NEW", "issueDate": "2025-12-31"}, "UNKNOWN_TAX_RATE", "lines[0].priceId"),
    ("a preview of nothing", "previewInvoice", invoice(lines=[]), "NO_LINES", "lines"),
    ("a preview that would be refused", "previewInvoice", invoice(series="FULL"), "SERIES_EXHAUSTED", "series"),
    ("void of nothing", "voidInvoice", {"invoiceId": "inv-999", "reason": "r"}, "UNKNOWN_INVOICE", "invoiceId"),
    ("void of a payment", "voidInvoice", {"invoiceId": "pay-21", "reason": "r"}, "BAD_VALUE", "invoiceId"),
    ("a write-off without a reason", "markUncollectible", {"invoiceId": "inv-6"}, "MISSING_FIELD", "reason"),
    ("a recovery of an open invoice", "recoverInvoice", {"invoiceId": "inv-6", "reason": "r"}, "NOT_UNCOLLECTIBLE", "invoiceId"),
]

CREDIT_NOTES = [
    ("credit of nothing", "issueCreditNote", {**CREDIT, "invoiceId": "inv-999"}, "UNKNOWN_INVOICE", "invoiceId"),
    ("credit in a series of invoices", "issueCreditNote", {**CREDIT, "series": "A"}, "WRONG_SERIES_KIND", "series"),
    ("credit in another currency", "issueCreditNote", {**CREDIT, "currency": "USD"}, "CURRENCY_MISMATCH", "currency"),
    ("credit of too much", "issueCreditNote", {**CREDIT, "amount": "3.58"}, "EXCEEDS_CREDITABLE", None),
    ("credit of too much of a line", "issueCreditNote", {**CREDIT, "lines": [{"line": 1, "quantity": "3"}]}, "EXCEEDS_CREDITABLE",
     "lines[0].quantity"),
    ("credit of a line that is not there", "issueCreditNote", {**CREDIT, "lines": [{"line": 2}]}, "UNKNOWN_LINE", "lines[0].line"),
    ("credit of line 0", "issueCreditNote", {**CREDIT, "lines": [{"line": 0}]}, "BAD_VALUE", "lines[0].line"),
    ("credit of no lines", "issueCreditNote", {**CREDIT, "lines": []}, "NO_LINES", "lines"),
    ("credit by line and amount", "issueCreditNote", {**CREDIT, "lines": [{"line": 1}], "amount": "1"}, "BAD_VALUE", None),
    ("credit that is split wrongly", "issueCreditNote", {**CREDIT, "toInvoice": "1", "toCredit": "1"}, "SPLIT_MISMATCH", None),
    ("credit that comes out otherwise", "issueCreditNote", {**CREDIT, "expectedPayable": "3.58"}, "EXPECTED_MISMATCH", "expectedPayable"),
    ("a preview of too much credit", "previewCreditNote", {**CREDIT, "amount": "3.58"}, "EXCEEDS_CREDITABLE", None),
]

DRAFTS = [
    ("a draft of nobody", "createDraft", {"currency": "EUR"}, "MISSING_FIELD", "customerId"),
    ("a draft of an archived customer", "createDraft", draft(customerId="OLD"), "ARCHIVED", "customerId"),
    ("a draft with expected figures", "createDraft", draft(expected={"payable": "1"}), "BAD_VALUE", "expected"),
    ("lines of no draft", "setLines", {"draftId": "draft-999", "currency": "EUR"}, "UNKNOWN_DRAFT", "draftId"),
    ("lines of an invoice", "setLines", {"draftId": "inv-6", "currency": "EUR"}, "BAD_VALUE", "draftId"),
    ("lines of a deleted draft", "setLines", {"draftId": "draft-19", "currency": "EUR"}, "NOT_DRAFT", "draftId"),
    ("lines in another currency", "setLines", {"draftId": "draft-18", "currency": "USD"}, "CURRENCY_MISMATCH", "currency"),
    ("lines where they are left as they are", "updateDraft", {"draftId": "draft-18", "content": draft(lines=[LINE])}, "BAD_VALUE",
     "content.lines"),
    ("a draft deleted twice", "deleteDraft", {"draftId": "draft-19"}, "NOT_DRAFT", "draftId"),
    ("a draft without lines", "issueDraft", {"draftId": "draft-18"}, "NO_LINES", "lines"),
    ("figures without a currency", "issueDraft", {"draftId": "draft-18", "expected": {"payable": "1"}}, "MISSING_FIELD", "currency"),
]

MONEY = [
    ("payment of too much by allocations", "recordPayment", {**PAYMENT, "amount": "9", "allocations": allocated(("inv-6", "3.58"))},
     "EXCEEDS_DUE", "allocations[0].amount"),
    ("payment of less than its allocations", "recordPayment", {**PAYMENT, "allocations": allocated(("inv-6", "2"))},
     "EXCEEDS_PAYMENT", "allocations"),
    ("payment of one invoice twice", "recordPayment", {**PAYMENT, "allocations": allocated(("inv-6", "0.1"), ("inv-6", "0.1"))},
     "BAD_VALUE", "allocations[1].invoiceId"),
    ("payment in another currency", "recordPayment", {"invoiceId": "inv-6", "amount": "1", "currency": "USD"}, "CURRENCY_MISMATCH", "currency"),
    ("payment of nothing", "recordPayment", {**PAYMENT, "amount": "0"}, "BAD_VALUE", "amount"),
    ("payment of nobody", "recordPayment", {"amount": "1", "currency": "EUR"}, "MISSING_FIELD", "customerId"),
    ("payment of another's invoice", "recordPayment", {**PAYMENT, "customerId": "D", "allocations": allocated(("inv-6", "1"))},
     "WRONG_CUSTOMER", "allocations[0].invoiceId"),
    ("payment with a used reference", "recordPayment", {**PAYMENT, "reference": "bank-1"}, "DUPLICATE_REFERENCE", "reference"),
    ("payment by invoice and allocations", "recordPayment",
     {"invoiceId": "inv-6", "amount": "1", "currency": "EUR", "allocations": allocated(("inv-6", "1"))}, "BAD_VALUE", "allocations"),
    ("payment received in a closed period", "recordPayment", {**PAYMENT, "receivedDate": "2025-06-30"}, "PERIOD_CLOSED", "receivedDate"),
    ("allocation of no payment", "allocate", {"paymentId": "pay-999", "currency": "EUR", "allocations": allocated(("inv-6", "1"))},
     "UNKNOWN_PAYMENT", "paymentId"),
    ("allocation of too much", "allocate", {"paymentId": "pay-21", "currency": "EUR", "allocations": allocated(("inv-6", "2"))},
     "EXCEEDS_PAYMENT", None),
    ("allocation to nothing", "allocate", {"paymentId": "pay-21", "currency": "EUR", "allocations": []}, "MISSING_FIELD", "allocations"),
    ("taking back what is not there", "unallocate", {"paymentId": "pay-21", "invoiceId": "inv-6", "currency": "EUR"}, "NOT_ALLOCATED", None),
    ("taking back from two sources", "unallocate", {"paymentId": "pay-21", "customerId": "C", "invoiceId": "inv-6", "currency": "EUR"},
     "BAD_VALUE", None),
    ("a reversal without a reason", "reversePayment", {"paymentId": "pay-21"}, "MISSING_FIELD", "reason"),
    ("a refund of too much", "refundPayment", {"paymentId": "pay-21", "amount": "1.01", "currency": "EUR"}, "EXCEEDS_REFUNDABLE", "amount"),
    ("credit that is not there", "applyCustomerCredit", {"invoiceId": "inv-6", "amount": "1.01", "currency": "EUR"},
     "INSUFFICIENT_CREDIT", "amount"),
    ("an adjustment below 0", "adjustBalance", {"customerId": "C", "amount": "-1.01", "currency": "EUR", "reason": "r"},
     "INSUFFICIENT_CREDIT", "amount"),
    ("an adjustment of 0", "adjustBalance", {"customerId": "C", "amount": "0", "currency": "EUR", "reason": "r"}, "BAD_VALUE", "amount"),
]

BOOKS = [
    ("a customer that is there", "createCustomer", {"customerId": "C", "name": "n"}, "DUPLICATE_CUSTOMER", "customerId"),
    ("a change of nobody", "updateCustomer", {"customerId": "nobody", "name": "n"}, "UNKNOWN_CUSTOMER", "customerId"),
    ("a product that is there", "createProduct", {"productId": "paper", "name": "n"}, "DUPLICATE_PRODUCT", "productId"),
    ("a product that is not", "archiveProduct", {"productId": "pen"}, "UNKNOWN_PRODUCT", "productId"),
    ("a price of nothing", "createPrice", {"priceId": "p", "productId": "pen", "currency": "EUR", "unitPrice": "1"}, "UNKNOWN_PRODUCT",
     "productId"),
    ("a price changed", "createPrice", {"priceId": "paper-eur", "productId": "paper", "currency": "EUR", "unitPrice": "1"},
     "DUPLICATE_PRICE", "priceId"),
    ("a rate that the category may not have", "defineTaxRate",
     {"taxCode": "x", "category": "E", "percent": "19", "validFrom": "2026-01-01"}, "BAD_TAX", "percent"),
    ("a rate from the same day again", "defineTaxRate",
     {"taxCode": "vat", "category": "S", "percent": "20", "validFrom": "2026-01-01"}, "BAD_VALUE", "validFrom"),
    ("an unknown rate retired", "retireTaxRate", {"taxCode": "gst", "validTo": "2026-12-31"}, "UNKNOWN_TAX_RATE", "taxCode"),
    ("a series that is there", "createSeries", {"series": "A"}, "DUPLICATE_SERIES", "series"),
    ("a series that prints the same", "createSeries", {"series": "B", "prefix": "A-"}, "RANGE_OVERLAP", "prefix"),
    ("a series of something else", "createSeries", {"series": "B", "kind": "receipt"}, "BAD_VALUE", "kind"),
    ("a series closed twice", "closeSeries", {"series": "SHUT"}, "SERIES_CLOSED", "series"),
    ("a range that does not grow", "extendRange", {"series": "A", "lastNumber": "5"}, "BAD_VALUE", "lastNumber"),
    ("books opened twice", "createTenant", {"name": "n"}, "DUPLICATE_TENANT", None),
    ("a policy that does not exist", "setPolicy", {"roundingProfile": "bankers"}, "BAD_VALUE", "roundingProfile"),
    ("a period that does not grow", "closePeriod", {"through": "2025-06-30"}, "BAD_VALUE", "through"),
    ("a period in the future", "closePeriod", {"through": "2999-12-31"}, "BAD_VALUE", "through"),
]

COMMANDS = [*INVOICES, *CREDIT_NOTES, *DRAFTS, *MONEY, *BOOKS]

# (what, command, body, expectedVersion, code)
VERSIONS = [
    ("another version of the customer", "updateCustomer", {"customerId": "C", "name": "n"}, 7, "VERSION_CONFLICT"),
    ("another version of the draft", "deleteDraft", {"draftId": "draft-18"}, 7, "VERSION_CONFLICT"),
    ("a version of what has none", "createSeries", {"series": "B"}, 1, "BAD_VALUE"),
]
