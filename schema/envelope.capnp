@0xb3c1f0a2d4e59601;
# What travels in the last body frame of a reply, whatever was asked.
# The last body frame of a request is a Command (commands.capnp) for the service `comandos`, a Query
# (queries.capnp) for the service `consultas`. Each is either a Cap'n Proto message (one flat stream of
# segments) or the same thing as JSON, and the reply comes in the form of the request.
# In JSON, 64-bit integers are strings, bytes are arrays of numbers, and a union is the name of its member.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema");

using Commands = import "commands.capnp";
using Queries = import "queries.capnp";

struct Error {
  code @0 :Text;
  # Stable, upper case with underscores, for example SERIES_EXHAUSTED. Listed in docs/protocol.md.
  field @1 :Text;
  # Path of the field at fault, for example lines[2].quantity; empty where no field is.
  message @2 :Text;
  # One sentence that a person can act on. Not stable.
  retryAfterMs @3 :UInt32;
  # Milliseconds to wait before the same request may do better; 0: a retry will not help.
}

struct Reply {
  asOfPosition @0 :UInt64;
  # Position of the tenant's last event when this answer was made, or the one that the query's asOf stands for; 0 where none was looked at.
  union {
    error @1 :Error;
    # Refused. A refusal for a business reason is final for its key; one with retryAfterMs is not.
    done @2 :Commands.Done;
    # A command took effect.
    commandStatus @3 :KeyStatus;
    # Answer to commandStatus: what became of the key.
    invoice @4 :Queries.Invoice;
    # Answer to getInvoice.
    invoices @5 :Queries.InvoicePage;
    # Answer to listInvoices: one page, newest issue date first.
    customer @6 :Queries.Customer;
    # Answer to getCustomer: as it is now, or with `asOf` then.
    series @7 :Queries.Series;
    # Answer to seriesStatus: range, next number and numbers left.
    chain @8 :Queries.ChainReport;
    # Answer to verifyChain.
    preview @9 :Queries.Invoice;
    # What previewInvoice or previewCreditNote would have made; its id is empty.
    creditNote @10 :Queries.Invoice;
    # Answer to getCreditNote.
    draft @11 :Queries.Invoice;
    # A draft with the totals that it would have now; without totals while it can not be issued.
    drafts @12 :Queries.DraftPage;
    # Answer to listDrafts: one page, newest first.
    payment @13 :Queries.Payment;
    # Answer to getPayment, with what it pays.
    payments @14 :Queries.PaymentPage;
    # Answer to listPayments: one page, last recorded first.
    balances @15 :Queries.Balances;
    # Answer to customerBalance: one entry per currency.
    statement @16 :Queries.StatementReport;
    # Answer to statement: one page of a customer's account in one currency.
    aging @17 :Queries.Aging;
    # Answer to agingReport: one page of what is due, by days late.
    taxes @18 :Queries.TaxReportPart;
    # Answer to taxReport: one part; add up all of them.
    trialBalance @19 :Queries.TrialBalanceReport;
    # Answer to trialBalance.
    ledger @20 :Queries.LedgerPage;
    # Answer to ledgerEntries: one page, in the order of positions.
    gaps @21 :Queries.Gaps;
    # Answer to gapReport: numbers missing and voided in one stretch of a series.
    events @22 :Queries.EventPage;
    # Answer to eventFeed and auditTrail: one page, in the order of positions.
    export @23 :Queries.ExportedDocument;
    # Answer to exportDocument: an invoice or credit note as a file's text.
    product @24 :Queries.Product;
    # Answer to getProduct.
    price @25 :Queries.Price;
    # Answer to getPrice.
    taxRate @26 :Queries.TaxRate;
    # Answer to getTaxRate: all rates of the code, earliest first.
    books @27 :Queries.Books;
    # Answer to getBooks: seller, policy and closed period.
  }
}

struct KeyStatus {
  # What became of a key, as the writer knows it.
  union {
    unknown @0 :Void;
    # Nothing is stored under the key. A copy of the request that is still on its way may yet take effect.
    known @1 :Reply;
    # The reply that was stored with the effect.
  }
}
