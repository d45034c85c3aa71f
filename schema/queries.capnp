@0xb3c1f0a2d4e59603;
# Queries: what a client asks the service `consultas`, and what it gets. Conventions as in commands.capnp.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema");

using Commands = import "commands.capnp";
using Events = import "events.capnp";

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
    getCreditNote @10 :GetCreditNote;
    getDraft @11 :GetDraft;
    listDrafts @12 :ListDrafts;
    getPayment @13 :GetPayment;
    listPayments @14 :ListPayments;
    customerBalance @15 :CustomerBalance;
    statement @16 :Statement;
    agingReport @17 :AgingReport;
    taxReport @18 :TaxReport;
    trialBalance @19 :TrialBalance;
    ledgerEntries @20 :LedgerEntries;
    gapReport @21 :GapReport;
    auditTrail @22 :AuditTrail;
    eventFeed @23 :EventFeed;
    exportDocument @24 :ExportDocument;
    getProduct @25 :GetProduct;
    getPrice @26 :GetPrice;
    getTaxRate @27 :GetTaxRate;
    getBooks @28 :Void;
    # Seller, policy and closed period.
  }
  asOf :union {
    # The books as they stood then: what was recorded until then, whatever its date. For every query but verifyChain, which looks at
    # stored events and refuses anything but `now`. Where a query looks at the day ("overdue", an aging without
    # `date`), that is the UTC day then. Refused with TOO_LARGE where more has changed since, or happened up to then, than one
    # answer can go through.
    now @8 :Void;
    position @9 :UInt64;
    # After the event of this position, 1 or more.
    unixMs @29 :Int64;
    # After the last event recorded at or before this time, milliseconds since 1970-01-01 UTC.
  }
}

struct GetInvoice {
  union {
    id @0 :Text;
    # "inv-7".
    number @1 :Text;
    # Printed number, with its prefix.
    reference @2 :Text;
    # The reference it was issued with; where several have it, the newest.
  }
}

struct GetCreditNote {
  union {
    id @0 :Text;
    # "cn-8".
    number @1 :Text;
  }
}

struct GetDraft {
  draftId @0 :Text;
}

struct ListDrafts {
  # Newest first; only those that are neither issued nor deleted.
  limit @0 :UInt16 = 50;
  # Rows a page, 1 to 200; here and below.
  cursor @1 :Text;
  # nextCursor of the page before; empty: the first page; here and below.
}

struct GetPayment {
  # One of the two.
  paymentId @0 :Text;
  # "pay-9".
  reference @1 :Text;
  # The reference it was recorded with, which no other payment has.
}

struct ListPayments {
  # Last recorded first.
  customerId @0 :Text;
  # Empty: of all customers.
  limit @1 :UInt16 = 50;
  cursor @2 :Text;
}

struct CustomerBalance {
  customerId @0 :Text;
}

struct Statement {
  customerId @0 :Text;
  currency @1 :Text;
  from @2 :Text;
  # First day, inclusive.
  to @3 :Text;
  # Last day, inclusive.
  limit @4 :UInt16 = 500;
  # Entries a page, 1 to 1000.
  cursor @5 :Text;
  # nextCursor of the page before, with the same customer, currency and days; empty: the first page. All pages are of one moment, that
  # of the first (asOfPosition), whatever is recorded in between. A page may have fewer entries than its limit, even none, and still a
  # nextCursor: those in other currencies are looked at too.
}

struct AgingReport {
  date @0 :Text;
  # Day that ages are counted to; empty: today in UTC. It does not change what is due: that is what is due now, or with `asOf` then.
  customerId @1 :Text;
  # Empty: all customers, one row each, page by page.
  limit @2 :UInt16 = 200;
  cursor @3 :Text;
  # With `asOf` a page may have fewer rows than its limit, even none, and still a nextCursor: it looks at 1000 customers at the most.
}

struct TaxReport {
  from @0 :Text;
  # First issue date, inclusive.
  to @1 :Text;
  # Last issue date, inclusive.
  cursor @2 :Text;
  # A part looks at up to 20000 documents: add up the parts by (currency, category, percent). All of them are as of the first one's position.
}

struct TrialBalance {
  currency @0 :Text;
  # Empty: every currency.
}

struct LedgerEntries {
  # In the order of positions.
  afterPosition @0 :UInt64;
  # Only transfers of later events.
  account @1 :Text;
  # receivable, revenue, taxPayable, cash, prepayment, rounding, customerCredit, badDebt or adjustment; empty: all.
  limit @2 :UInt16 = 100;
  # Transfers, 1 to 1000. Those of one event are never torn apart, so that there may be a few more.
}

struct GapReport {
  series @0 :Text;
  fromNumber @1 :UInt64;
  # 0: the series' first.
  limit @2 :UInt16 = 1000;
  # Numbers to look at, 1 to 10000.
}

struct AuditTrail {
  union {
    unset @0 :Void;
    invoiceId @1 :Text;
    creditNoteId @2 :Text;
    paymentId @3 :Text;
    draftId @4 :Text;
    customerId @5 :Text;
    series @6 :Text;
    productId @7 :Text;
    priceId @8 :Text;
    taxCode @9 :Text;
  }
  afterPosition @10 :UInt64;
  limit @11 :UInt16 = 50;
}

struct EventFeed {
  # All events after a position, in order: for copies elsewhere, and for proofs. Nothing is ever skipped.
  afterPosition @0 :UInt64;
  limit @1 :UInt16 = 100;
  # 1 to 1000; an answer is cut earlier where it gets too long.
  stored @2 :Bool;
  # With the stored bytes and hashes instead of the events read out.
}

struct ExportDocument {
  id @0 :Text;
  # "inv-7" or "cn-8".
  format @1 :ExportFormat;
  cufe @2 :Cufe;
  # For Colombia: adds the CUFE. Left out: none.
  delivery @3 :Delivery;
  # Adds when and to which country the goods were delivered, which is not in the books. Intra-Community supplies (category K) need it.
}

struct Delivery {
  date @0 :Text;
  # Actual delivery date (BT-72).
  country @1 :Text;
  # ISO 3166-1 alpha-2 (BT-80).
}

enum ExportFormat {
  ubl @0;
  # EN 16931 in UBL 2.1.
}

struct Cufe {
  technicalKey @0 :Text;
  # Of the numbering range, from DIAN.
  environment @1 :UInt8;
  # 1 production, 2 test.
}

struct GetProduct {
  productId @0 :Text;
}

struct GetPrice {
  priceId @0 :Text;
}

struct GetTaxRate {
  taxCode @0 :Text;
}

struct ListInvoices {
  # Newest issue date first. A filter that is empty does not filter.
  status @0 :Text;
  # open, paid, void or uncollectible.
  customerId @1 :Text;
  issuedFrom @2 :Text;
  # First issue date, inclusive.
  issuedTo @3 :Text;
  # Last issue date, inclusive.
  limit @4 :UInt16 = 50;
  # Rows a page, 1 to 200.
  cursor @5 :Text;
  # nextCursor of the page before, with the same filters; empty: the first page. A page may have fewer rows than its limit, even
  # none, and still a nextCursor: it looks at 2000 invoices at the most.
  dueFrom @6 :Text;
  # First due date, inclusive.
  dueTo @7 :Text;
  # Last due date, inclusive.
  payableFrom @8 :Text;
  # Smallest amount to pay; needs currency.
  payableTo @9 :Text;
  # Largest amount to pay; needs currency.
  currency @10 :Text;
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
  priceId @8 :Text;
  taxCode @9 :Text;
  # From the catalogue, where the line named them.
  ofLine @10 :UInt16;
  # Of a credit note: the invoice's line that it credits; 0: none in particular.
}

struct Invoice {
  id @0 :Text;
  number @1 :Text;
  series @2 :Text;
  status @3 :Text;
  # open, paid, void or uncollectible; issued for a credit note; draft, deleted or issued for a draft.
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
  # What is still to be paid: 0 once paid or void, or written off.
  reference @14 :Text;
  note @15 :Text;
  credited @16 :Text;
  # Sum of what credit notes took off it. Of a credit note: how much of it went to its invoice; the rest became the customer's credit.
  seller @17 :Commands.Seller;
  # As it was when the invoice was issued; left out where none was set.
  roundingProfile @18 :Commands.RoundingProfile;
  settlements @19 :List(Settlement);
  # What pays it. Left out in lists and drafts.
  creditNotes @20 :List(Text);
  # Ids of its credit notes.
  creditedInvoice @21 :Text;
  # Of a credit note: id of the invoice that it credits. Its reason is in `note`.
  outstanding @22 :Text;
  # Not settled, whether it is still asked for (due) or written off.
  customerVersion @23 :UInt32;
  version @24 :UInt32;
  # Of a draft.
}

struct Settlement {
  source @0 :Text;
  # "pay-9", or "credit": the customer's credit.
  amount @1 :Text;
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
  reference @9 :Text;
  paid @10 :Text;
  credited @11 :Text;
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
  version @4 :UInt32;
  archived @5 :Bool;
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
  kind @10 :Commands.DocumentKind;
  closed @11 :Bool;
  digits @12 :UInt8;
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

struct Payment {
  id @0 :Text;
  customerId @1 :Text;
  currency @2 :Text;
  amount @3 :Text;
  allocated @4 :Text;
  refunded @5 :Text;
  left @6 :Text;
  # Neither allocated nor refunded.
  reversed @7 :Bool;
  receivedDate @8 :Text;
  reference @9 :Text;
  method @10 :Text;
  allocations @11 :List(Commands.Allocation);
  # As they stand. Left out in lists.
}

struct PaymentPage {
  payments @0 :List(Payment);
  nextCursor @1 :Text;
}

struct DraftPage {
  drafts @0 :List(DraftSummary);
  nextCursor @1 :Text;
}

struct DraftSummary {
  id @0 :Text;
  customerId @1 :Text;
  version @2 :UInt32;
}

struct CurrencyBalance {
  currency @0 :Text;
  receivable @1 :Text;
  # Sum of what is due.
  overdue @2 :Text;
  # Of that, what was due before today in UTC, or with `asOf` before the day then.
  credit @3 :Text;
  balance @4 :Text;
  # receivable - credit: what the customer owes; negative: what it has too much.
}

struct Balances {
  balances @0 :List(CurrencyBalance);
  # By currency code.
}

struct StatementEntry {
  date @0 :Text;
  kind @1 :Text;
  # invoice, creditNote, void, writeOff, recovery, payment, reversal, refund, adjustment, allocation (of money to a written-off invoice).
  id @2 :Text;
  # Of the document or payment; empty for an adjustment.
  number @3 :Text;
  amount @4 :Text;
  # Positive: owes more.
  balance @5 :Text;
  # After this entry.
  position @6 :UInt64;
}

struct StatementReport {
  currency @0 :Text;
  opening @1 :Text;
  # What the customer owed, less its credit, before this page's first entry; on the first page, before `from`.
  entries @2 :List(StatementEntry);
  closing @3 :Text;
  # The same after this page's last entry; on the last page, after `to`.
  nextCursor @4 :Text;
  # Empty on the last page.
}

struct AgingRow {
  customerId @0 :Text;
  currency @1 :Text;
  current @2 :Text;
  # Not due yet on the day.
  days1to30 @3 :Text;
  days31to60 @4 :Text;
  days61to90 @5 :Text;
  over90 @6 :Text;
  total @7 :Text;
}

struct Aging {
  date @0 :Text;
  rows @1 :List(AgingRow);
  nextCursor @2 :Text;
}

struct TaxReportRow {
  currency @0 :Text;
  category @1 :Text;
  percent @2 :Text;
  invoicedBase @3 :Text;
  invoicedTax @4 :Text;
  creditedBase @5 :Text;
  creditedTax @6 :Text;
  base @7 :Text;
  # invoiced - credited.
  tax @8 :Text;
  documents @9 :UInt32;
}

struct TaxReportPart {
  rows @0 :List(TaxReportRow);
  # By currency, category and percent. Void invoices are not in it.
  nextCursor @1 :Text;
}

struct AccountBalance {
  currency @0 :Text;
  account @1 :Text;
  debit @2 :Text;
  # One of the two: the balance on its side; the other empty.
  credit @3 :Text;
}

struct TrialBalanceReport {
  accounts @0 :List(AccountBalance);
  # By currency; those with a balance of 0 are left out.
}

struct LedgerEntry {
  position @0 :UInt64;
  leg @1 :UInt16;
  currency @2 :Text;
  debit @3 :Text;
  credit @4 :Text;
  # Accounts.
  amount @5 :Text;
}

struct LedgerPage {
  entries @0 :List(LedgerEntry);
  nextPosition @1 :UInt64;
  # afterPosition of the next page; 0: the end.
}

struct Gaps {
  series @0 :Text;
  firstNumber @1 :UInt64;
  # Numbers looked at.
  lastNumber @2 :UInt64;
  # 0 where there were none.
  missing @3 :List(UInt64);
  # Numbers that no document has; empty unless something is badly wrong.
  voided @4 :List(UInt64);
  # Numbers of void invoices: used all the same.
  nextNumber @5 :UInt64;
  # fromNumber of the next part; 0: the end.
}

struct FeedEvent {
  position @0 :UInt64;
  event @1 :Events.Event;
  # Left out where stored bytes were asked for.
  payload @2 :Data;
  hash @3 :Data;
  # 32 bytes.
}

struct EventPage {
  events @0 :List(FeedEvent);
  nextPosition @1 :UInt64;
  # afterPosition of the next page; 0: the end.
}

struct ExportedDocument {
  format @0 :ExportFormat;
  text @1 :Text;
  cufe @2 :Text;
  # 96 hex digits, where asked for.
}

struct Product {
  productId @0 :Text;
  name @1 :Text;
  unitCode @2 :Text;
  archived @3 :Bool;
}

struct Price {
  priceId @0 :Text;
  productId @1 :Text;
  currency @2 :Text;
  unitPrice @3 :Text;
  baseQuantity @4 :Text;
  taxCode @5 :Text;
  archived @6 :Bool;
}

struct TaxRateVersion {
  validFrom @0 :Text;
  category @1 :Text;
  percent @2 :Text;
}

struct TaxRate {
  taxCode @0 :Text;
  versions @1 :List(TaxRateVersion);
  # Earliest first.
  retiredAfter @2 :Text;
  # Last day it may be used on; empty: not retired.
  lastUsed @3 :Text;
  # Latest issue date that used it; empty: none, or asked with `asOf` (documents leave no trace there).
}

struct Books {
  seller @0 :Commands.Seller;
  # Left out where none was set.
  policy @1 :Commands.SetPolicy;
  closedThrough @2 :Text;
  # Empty: nothing is closed.
}
