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
    invoice @4 :Queries.Invoice;
    invoices @5 :Queries.InvoicePage;
    customer @6 :Queries.Customer;
    series @7 :Queries.Series;
    chain @8 :Queries.ChainReport;
    preview @9 :Queries.Invoice;
    # What previewInvoice or previewCreditNote would have made; its id is empty.
    creditNote @10 :Queries.Invoice;
    draft @11 :Queries.Invoice;
    # A draft with the totals that it would have now; without totals while it can not be issued.
    drafts @12 :Queries.DraftPage;
    payment @13 :Queries.Payment;
    payments @14 :Queries.PaymentPage;
    balances @15 :Queries.Balances;
    statement @16 :Queries.StatementReport;
    aging @17 :Queries.Aging;
    taxes @18 :Queries.TaxReportPart;
    trialBalance @19 :Queries.TrialBalanceReport;
    ledger @20 :Queries.LedgerPage;
    gaps @21 :Queries.Gaps;
    events @22 :Queries.EventPage;
    export @23 :Queries.ExportedDocument;
    product @24 :Queries.Product;
    price @25 :Queries.Price;
    taxRate @26 :Queries.TaxRate;
    books @27 :Queries.Books;
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
