@0xb3c1f0a2d4e59603;
# Queries: what a client asks the service `consultas`, and what it gets. Conventions as in commands.capnp.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema");

using Commands = import "commands.capnp";

struct Query {
  tenant @0 :Text;
  minPosition @1 :UInt64;
  # Answer only when the tenant's events have reached this position; otherwise NOT_YET with a time to wait. 0: whatever is there.
  union {
    unset @2 :Void;
    # A query without a body; refused.
    getInvoice @3 :GetInvoice;
    listInvoices @4 :ListInvoices;
    getCustomer @5 :GetCustomer;
    seriesStatus @6 :SeriesStatus;
    verifyChain @7 :VerifyChain;
  }
}

struct GetInvoice {
  union {
    id @0 :Text;
    # "inv-7".
    number @1 :Text;
    # Printed number, with its prefix.
  }
}

struct ListInvoices {
  # Newest issue date first. A filter that is empty does not filter.
  status @0 :Text;
  # open, paid or void.
  customerId @1 :Text;
  issuedFrom @2 :Text;
  # First issue date, inclusive.
  issuedTo @3 :Text;
  # Last issue date, inclusive.
  limit @4 :UInt16 = 50;
  # Rows a page, 1 to 200.
  cursor @5 :Text;
  # nextCursor of the page before, with the same filters; empty: the first page.
}

struct GetCustomer {
  customerId @0 :Text;
}

struct SeriesStatus {
  series @0 :Text;
}

struct VerifyChain {
  fromPosition @0 :UInt64 = 1;
  # First event to look at.
  limit @1 :UInt32 = 10000;
  # Events to look at, 1 to 10000.
}

struct TaxGroup {
  category @0 :Text;
  percent @1 :Text;
  base @2 :Text;
  amount @3 :Text;
}

struct InvoiceLine {
  name @0 :Text;
  quantity @1 :Text;
  unitCode @2 :Text;
  unitPrice @3 :Text;
  baseQuantity @4 :Text;
  tax @5 :Commands.Tax;
  allowancesCharges @6 :List(Commands.AllowanceCharge);
  amount @7 :Text;
  # Net amount: price / baseQuantity x quantity, rounded, less allowances, plus charges.
}

struct Invoice {
  id @0 :Text;
  number @1 :Text;
  series @2 :Text;
  status @3 :Text;
  # open, paid or void.
  customer @4 :Customer;
  # As it was when the invoice was issued.
  issueDate @5 :Text;
  dueDate @6 :Text;
  currency @7 :Text;
  lines @8 :List(InvoiceLine);
  allowancesCharges @9 :List(Commands.AllowanceCharge);
  taxes @10 :List(TaxGroup);
  totals @11 :Commands.Totals;
  paid @12 :Text;
  # Sum of payments recorded after issue.
  due @13 :Text;
  # What is still to be paid: 0 once paid or void.
  reference @14 :Text;
  note @15 :Text;
}

struct InvoiceSummary {
  id @0 :Text;
  number @1 :Text;
  status @2 :Text;
  customerId @3 :Text;
  issueDate @4 :Text;
  dueDate @5 :Text;
  currency @6 :Text;
  payable @7 :Text;
  due @8 :Text;
}

struct InvoicePage {
  invoices @0 :List(InvoiceSummary);
  nextCursor @1 :Text;
  # Empty on the last page.
}

struct Customer {
  customerId @0 :Text;
  name @1 :Text;
  taxId @2 :Text;
  address @3 :Commands.Address;
}

struct Series {
  series @0 :Text;
  prefix @1 :Text;
  firstNumber @2 :UInt64;
  lastNumber @3 :UInt64;
  nextNumber @4 :UInt64;
  # The number that the next invoice gets; lastNumber + 1: used up.
  remaining @5 :UInt64;
  # Numbers left.
  validFrom @6 :Text;
  validTo @7 :Text;
  lastIssueDate @8 :Text;
  # Of the last invoice in the series; empty: none yet.
  authorization @9 :Text;
}

struct ChainReport {
  intact @0 :Bool;
  # Every event looked at has its position and its hash follows from the one before.
  firstBadPosition @1 :UInt64;
  # 0 where intact.
  checked @2 :UInt32;
  # Events looked at.
  nextPosition @3 :UInt64;
  # Where to go on; 0: the end was reached.
  headPosition @4 :UInt64;
  # Position of the last event looked at.
  headHash @5 :Text;
  # SHA-256 of the last event looked at, 64 hex digits: keep it, a chain alone does not show a cut-off tail.
}
