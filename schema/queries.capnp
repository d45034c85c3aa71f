@0xb3c1f0a2d4e59603;
# Queries: what a client asks the service `consultas`, and what it gets. Conventions as in commands.capnp.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema");

using Commands = import "commands.capnp";
using Events = import "events.capnp";

struct Query {
  tenant @0 :Text;
  # Whose books, as Command.tenant.
  minPosition @1 :UInt64;
  # Answer only when the tenant's events have reached this position; otherwise NOT_YET with a time to wait. 0: whatever is there.
  union {
    unset @2 :Void;
    # A query without a body; refused.
    getInvoice @3 :GetInvoice;
    # One invoice as it stands. Answers `invoice`.
    listInvoices @4 :ListInvoices;
    # Invoices by filters, page by page. Answers `invoices`.
    getCustomer @5 :GetCustomer;
    # One customer. Answers `customer`.
    seriesStatus @6 :SeriesStatus;
    # A series: its range and what is left of it. Answers `series`.
    verifyChain @7 :VerifyChain;
    # Whether each stored event's hash follows from the one before. Answers `chain`.
    getCreditNote @10 :GetCreditNote;
    # One credit note. Answers `creditNote`.
    getDraft @11 :GetDraft;
    # One draft with the totals that it would have. Answers `draft`.
    listDrafts @12 :ListDrafts;
    # Drafts, page by page. Answers `drafts`.
    getPayment @13 :GetPayment;
    # One payment and what it pays. Answers `payment`.
    listPayments @14 :ListPayments;
    # Payments, page by page. Answers `payments`.
    customerBalance @15 :CustomerBalance;
    # What a customer owes and has to its credit. Answers `balances`.
    statement @16 :Statement;
    # What moved a customer's account, with a running balance. Answers `statement`.
    agingReport @17 :AgingReport;
    # What is due, by how late it is. Answers `aging`.
    taxReport @18 :TaxReport;
    # Taxes invoiced and credited, by issue date. Answers `taxes`.
    trialBalance @19 :TrialBalance;
    # Each account of the ledger on its side. Answers `trialBalance`.
    ledgerEntries @20 :LedgerEntries;
    # Transfers of the ledger. Answers `ledger`.
    gapReport @21 :GapReport;
    # Numbers of a series that are missing or void. Answers `gaps`.
    auditTrail @22 :AuditTrail;
    # Events that made or changed one thing. Answers `events`.
    eventFeed @23 :EventFeed;
    # All events. Answers `events`.
    exportDocument @24 :ExportDocument;
    # An invoice or credit note as an e-invoice. Answers `export`.
    getProduct @25 :GetProduct;
    # One product. Answers `product`.
    getPrice @26 :GetPrice;
    # One price. Answers `price`.
    getTaxRate @27 :GetTaxRate;
    # One tax code with all its versions. Answers `taxRate`.
    getBooks @28 :Void;
    # Seller, policy and closed period.
  }
  asOf :union {
    # The books as they stood then: what was recorded until then, whatever its date. For every query but verifyChain, which looks at
    # stored events and refuses anything but `now`. Where a query looks at the day ("overdue", an aging without
    # `date`), that is the UTC day then. Refused with TOO_LARGE where more has changed since, or happened up to then, than one
    # answer can go through.
    now @8 :Void;
    # As the books stand.
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
    # Printed number, with its prefix.
  }
}

struct GetDraft {
  draftId @0 :Text;
  # "draft-4"; one that was issued or deleted is found too.
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
  # As in ListDrafts.
  cursor @2 :Text;
  # As in ListDrafts, with the same customer.
}

struct CustomerBalance {
  customerId @0 :Text;
  # The tenant's own name for the customer.
}

struct Statement {
  customerId @0 :Text;
  # Whose account.
  currency @1 :Text;
  # ISO 4217; entries in others are left out.
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
  # Empty: all customers, one row for each currency of each, page by page.
  limit @2 :UInt16 = 200;
  # Rows a page, 1 to 200; a few more where a customer's currencies would be torn apart.
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
  # The tenant's own name of the series.
  fromNumber @1 :UInt64;
  # 0: the series' first.
  limit @2 :UInt16 = 1000;
  # Numbers to look at, 1 to 10000.
}

struct AuditTrail {
  union {
    unset @0 :Void;
    # Names nothing; refused.
    invoiceId @1 :Text;
    # "inv-7".
    creditNoteId @2 :Text;
    # "cn-8".
    paymentId @3 :Text;
    # "pay-9".
    draftId @4 :Text;
    # "draft-4".
    customerId @5 :Text;
    # The tenant's own name; here and below.
    series @6 :Text;
    # Of a series.
    productId @7 :Text;
    # Of a product.
    priceId @8 :Text;
    # Of a price.
    taxCode @9 :Text;
    # Of a tax rate.
    books @12 :Void;
    # Of the books themselves: who issues, the policy, closed periods.
  }
  afterPosition @10 :UInt64;
  # Only later events; 0: from the first.
  limit @11 :UInt16 = 50;
  # Events, 1 to 200; an answer is cut earlier where it gets too long.
}

struct EventFeed {
  # All events after a position, in order: for copies elsewhere, and for proofs. Nothing is ever skipped.
  afterPosition @0 :UInt64;
  # Only later events; 0: from the first.
  limit @1 :UInt16 = 100;
  # 1 to 1000; an answer is cut earlier where it gets too long.
  stored @2 :Bool;
  # With the stored bytes and hashes instead of the events read out.
}

struct ExportDocument {
  id @0 :Text;
  # "inv-7" or "cn-8".
  format @1 :ExportFormat;
  # What to make of it.
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
  # The tenant's own name for the product.
}

struct GetPrice {
  priceId @0 :Text;
  # The tenant's own name for the price.
}

struct GetTaxRate {
  taxCode @0 :Text;
  # The tenant's own name for the tax rate.
}

struct ListInvoices {
  # Newest issue date first. A filter that is empty does not filter.
  status @0 :Text;
  # open, paid, void or uncollectible.
  customerId @1 :Text;
  # Only invoices of this customer.
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
  # ISO 4217; only invoices in it.
}

struct GetCustomer {
  customerId @0 :Text;
  # The tenant's own name for the customer.
}

struct SeriesStatus {
  series @0 :Text;
  # The tenant's own name of the series.
}

struct VerifyChain {
  fromPosition @0 :UInt64 = 1;
  # First event to look at.
  limit @1 :UInt32 = 10000;
  # Events to look at, 1 to 10000.
}

struct TaxGroup {
  category @0 :Text;
  # UNCL 5305, as Tax.category.
  percent @1 :Text;
  # Rate in percent; empty for O.
  base @2 :Text;
  # Taxable amount of the group.
  amount @3 :Text;
  # Tax on it.
}

struct InvoiceLine {
  name @0 :Text;
  # What was sold; in a draft it may be empty where a price gives it.
  quantity @1 :Text;
  # Decimal; may be negative or 0.
  unitCode @2 :Text;
  # UN/ECE Recommendation 20.
  unitPrice @3 :Text;
  # Net price of baseQuantity units.
  baseQuantity @4 :Text;
  # How many units the price is for, more than 0.
  tax @5 :Commands.Tax;
  # Also of its allowances and charges; left out where a draft's is still to come from the catalogue.
  allowancesCharges @6 :List(Commands.AllowanceCharge);
  # Of this line, within its amount; without a tax of their own.
  amount @7 :Text;
  # Net amount: price / baseQuantity x quantity, rounded, less allowances, plus charges.
  priceId @8 :Text;
  # Of a price in the catalogue; empty: the price was stated.
  taxCode @9 :Text;
  # Of the tax rate that gave the tax; empty: the tax was stated.
  ofLine @10 :UInt16;
  # Of a credit note: the invoice's line that it credits; 0: none in particular.
}

struct Invoice {
  id @0 :Text;
  # "inv-7", "cn-8" or "draft-4"; empty in a preview.
  number @1 :Text;
  # Printed number, with its prefix; empty in a draft.
  series @2 :Text;
  # That numbers it; in a draft it may be empty.
  status @3 :Text;
  # open, paid, void or uncollectible; issued for a credit note; draft, deleted or issued for a draft.
  customer @4 :Customer;
  # As it was when the invoice was issued.
  issueDate @5 :Text;
  # Of a draft: the one that it names or would have now; empty where it names none and can not be issued.
  dueDate @6 :Text;
  # Of a credit note: its issue date. Of a draft: as issueDate.
  currency @7 :Text;
  # ISO 4217, of all its amounts.
  lines @8 :List(InvoiceLine);
  # In the order of the document.
  allowancesCharges @9 :List(Commands.AllowanceCharge);
  # At document level, with their tax.
  taxes @10 :List(TaxGroup);
  # One for each category and rate.
  totals @11 :Commands.Totals;
  # As it was issued, whatever was paid since. Left out in a draft that can not be issued.
  paid @12 :Text;
  # Sum of payments recorded after issue.
  due @13 :Text;
  # What is still to be paid: 0 once paid or void, or written off.
  reference @14 :Text;
  # The buyer's or tenant's own; of a credit note its invoice's; may be empty.
  note @15 :Text;
  # Of a credit note: its reason.
  credited @16 :Text;
  # Sum of what credit notes took off it. Of a credit note: how much of it went to its invoice; the rest became the customer's credit.
  seller @17 :Commands.Seller;
  # As it was when the invoice was issued; left out where none was set.
  roundingProfile @18 :Commands.RoundingProfile;
  # How its amounts were rounded.
  settlements @19 :List(Settlement);
  # What pays it. Left out in lists and drafts.
  creditNotes @20 :List(Text);
  # Ids of its credit notes.
  creditedInvoice @21 :Text;
  # Of a credit note: id of the invoice that it credits. Its reason is in `note`.
  outstanding @22 :Text;
  # Not settled, whether it is still asked for (due) or written off.
  customerVersion @23 :UInt32;
  # Which version of the customer `customer` is, from 1; 0 in a draft that can not be issued.
  version @24 :UInt32;
  # Of a draft.
}

struct Settlement {
  source @0 :Text;
  # "pay-9", or "credit": the customer's credit.
  amount @1 :Text;
  # How much of it lies on the invoice.
}

struct InvoiceSummary {
  id @0 :Text;
  # "inv-7".
  number @1 :Text;
  # Printed number, with its prefix.
  status @2 :Text;
  # open, paid, void or uncollectible.
  customerId @3 :Text;
  # The tenant's own name for the customer.
  issueDate @4 :Text;
  # The day that it is dated.
  dueDate @5 :Text;
  # Last day to pay.
  currency @6 :Text;
  # ISO 4217, of all its amounts.
  payable @7 :Text;
  # Amount to pay as it was issued.
  due @8 :Text;
  # As Invoice.due.
  reference @9 :Text;
  # The one that it was issued with; may be empty.
  paid @10 :Text;
  # As Invoice.paid.
  credited @11 :Text;
  # As Invoice.credited.
}

struct InvoicePage {
  invoices @0 :List(InvoiceSummary);
  # Newest issue date first.
  nextCursor @1 :Text;
  # Empty on the last page.
}

struct Customer {
  customerId @0 :Text;
  # The tenant's own name for the customer.
  name @1 :Text;
  # As it stands on documents.
  taxId @2 :Text;
  # May be empty.
  address @3 :Commands.Address;
  # Left out where nothing of it is known.
  version @4 :UInt32;
  # Counts changes, from 1; archiving is one.
  archived @5 :Bool;
  # Takes no new drafts or invoices. Never set within a document.
}

struct Series {
  series @0 :Text;
  # The tenant's own name for it.
  prefix @1 :Text;
  # Put before the number to make the printed one; may be empty.
  firstNumber @2 :UInt64;
  # First number that may be used.
  lastNumber @3 :UInt64;
  # Last number that may be used.
  nextNumber @4 :UInt64;
  # The number that the next invoice gets; lastNumber + 1: used up.
  remaining @5 :UInt64;
  # Numbers left.
  validFrom @6 :Text;
  # First issue date that may be used; empty: no limit.
  validTo @7 :Text;
  # Last issue date that may be used; empty: no limit.
  lastIssueDate @8 :Text;
  # Of the last invoice in the series; empty: none yet.
  authorization @9 :Text;
  # What the tax authority calls its permission for this range; may be empty.
  kind @10 :Commands.DocumentKind;
  # What it numbers.
  closed @11 :Bool;
  # Numbers nothing any more, even where some are left.
  digits @12 :UInt8;
  # The printed number is padded with zeros to this many digits; 0 pads nothing.
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
  # "pay-9".
  customerId @1 :Text;
  # Who paid.
  currency @2 :Text;
  # ISO 4217, of all its amounts.
  amount @3 :Text;
  # All that came in.
  allocated @4 :Text;
  # What of it lies on invoices.
  refunded @5 :Text;
  # What of it was paid back.
  left @6 :Text;
  # Neither allocated nor refunded.
  reversed @7 :Bool;
  # It bounced, or was never there; nothing of it is left.
  receivedDate @8 :Text;
  # The day that it came in.
  reference @9 :Text;
  # The bank's or gateway's own; may be empty.
  method @10 :Text;
  # "transfer", "card" and so on; may be empty.
  allocations @11 :List(Commands.Allocation);
  # As they stand. Left out in lists.
}

struct PaymentPage {
  payments @0 :List(Payment);
  # Last recorded first.
  nextCursor @1 :Text;
  # Empty on the last page.
}

struct DraftPage {
  drafts @0 :List(DraftSummary);
  # Newest first.
  nextCursor @1 :Text;
  # Empty on the last page.
}

struct DraftSummary {
  id @0 :Text;
  # "draft-4".
  customerId @1 :Text;
  # Whom it is for.
  version @2 :UInt32;
  # Counts changes, from 1.
}

struct CurrencyBalance {
  currency @0 :Text;
  # ISO 4217.
  receivable @1 :Text;
  # Sum of what is due.
  overdue @2 :Text;
  # Of that, what was due before today in UTC, or with `asOf` before the day then.
  credit @3 :Text;
  # What the customer has to its credit.
  balance @4 :Text;
  # receivable - credit: what the customer owes; negative: what it has too much.
}

struct Balances {
  balances @0 :List(CurrencyBalance);
  # By currency code.
}

struct StatementEntry {
  date @0 :Text;
  # Issue date of a document, day of receipt of a payment; else the UTC day of recording.
  kind @1 :Text;
  # invoice, creditNote, void, writeOff, recovery, payment, reversal, refund, adjustment, allocation (of money to a written-off invoice).
  id @2 :Text;
  # Of the document or payment; empty for an adjustment and for a refund of credit.
  number @3 :Text;
  # Printed number of an invoice or credit note; empty for all else.
  amount @4 :Text;
  # Positive: owes more.
  balance @5 :Text;
  # After this entry.
  position @6 :UInt64;
  # Of its event.
}

struct StatementReport {
  currency @0 :Text;
  # ISO 4217, of all its amounts.
  opening @1 :Text;
  # What the customer owed, less its credit, before this page's first entry; on the first page, before `from`.
  entries @2 :List(StatementEntry);
  # By date, then by position.
  closing @3 :Text;
  # The same after this page's last entry; on the last page, after `to`.
  nextCursor @4 :Text;
  # Empty on the last page.
}

struct AgingRow {
  customerId @0 :Text;
  # The tenant's own name for the customer.
  currency @1 :Text;
  # ISO 4217; a customer has a row for each that something is due in.
  current @2 :Text;
  # Not due yet on the day.
  days1to30 @3 :Text;
  # 1 to 30 days late on the day.
  days31to60 @4 :Text;
  # 31 to 60 days late.
  days61to90 @5 :Text;
  # 61 to 90 days late.
  over90 @6 :Text;
  # More than 90 days late.
  total @7 :Text;
  # All that is due: sum of the five.
}

struct Aging {
  date @0 :Text;
  # Day that ages are counted to.
  rows @1 :List(AgingRow);
  # Customers in the order in which they were created.
  nextCursor @2 :Text;
  # Empty on the last page.
}

struct TaxReportRow {
  currency @0 :Text;
  # ISO 4217, of all its amounts.
  category @1 :Text;
  # UNCL 5305, as Tax.category.
  percent @2 :Text;
  # Rate in percent; empty for O.
  invoicedBase @3 :Text;
  # Taxable amounts of invoices.
  invoicedTax @4 :Text;
  # Tax of invoices.
  creditedBase @5 :Text;
  # Taxable amounts of credit notes.
  creditedTax @6 :Text;
  # Tax of credit notes.
  base @7 :Text;
  # invoiced - credited.
  tax @8 :Text;
  # invoiced - credited.
  documents @9 :UInt32;
  # Invoices and credit notes that are in the row.
}

struct TaxReportPart {
  rows @0 :List(TaxReportRow);
  # By currency, category and percent. Void invoices are not in it.
  nextCursor @1 :Text;
  # Empty on the last part.
}

struct AccountBalance {
  currency @0 :Text;
  # ISO 4217.
  account @1 :Text;
  # One of the names in LedgerEntries.account.
  debit @2 :Text;
  # One of the two: the balance on its side; the other empty.
  credit @3 :Text;
  # As debit.
}

struct TrialBalanceReport {
  accounts @0 :List(AccountBalance);
  # By currency; those with a balance of 0 are left out.
}

struct LedgerEntry {
  position @0 :UInt64;
  # Of the event that made the transfer.
  leg @1 :UInt16;
  # Which of that event's transfers, from 1.
  currency @2 :Text;
  # ISO 4217.
  debit @3 :Text;
  # Account that is debited, named as in LedgerEntries.account.
  credit @4 :Text;
  # Account that is credited, named the same way.
  amount @5 :Text;
  # More than 0.
}

struct LedgerPage {
  entries @0 :List(LedgerEntry);
  # By position, then by leg.
  nextPosition @1 :UInt64;
  # afterPosition of the next page; 0: the end.
}

struct Gaps {
  series @0 :Text;
  # The one that was asked of.
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
  # In the tenant's own sequence 1, 2, 3...
  event @1 :Events.Event;
  # Left out where stored bytes were asked for.
  payload @2 :Data;
  # The event's bytes as stored, where asked for: a message of Events.Event.
  hash @3 :Data;
  # 32 bytes.
}

struct EventPage {
  events @0 :List(FeedEvent);
  # By position.
  nextPosition @1 :UInt64;
  # afterPosition of the next page; 0: the end.
}

struct ExportedDocument {
  format @0 :ExportFormat;
  # The one that was asked for.
  text @1 :Text;
  # The whole document, XML in UTF-8.
  cufe @2 :Text;
  # 96 hex digits, where asked for.
}

struct Product {
  productId @0 :Text;
  # The tenant's own name for it.
  name @1 :Text;
  # What a line shows.
  unitCode @2 :Text;
  # UN/ECE Recommendation 20.
  archived @3 :Bool;
  # Its prices can not be used any more.
}

struct Price {
  priceId @0 :Text;
  # The tenant's own name for it.
  productId @1 :Text;
  # Of the product that it is for.
  currency @2 :Text;
  # ISO 4217.
  unitPrice @3 :Text;
  # Net price of baseQuantity units.
  baseQuantity @4 :Text;
  # How many units the price is for, more than 0.
  taxCode @5 :Text;
  # For lines that state no tax; may be empty.
  archived @6 :Bool;
  # Can not be used any more; nor can it where its product is archived.
}

struct TaxRateVersion {
  validFrom @0 :Text;
  # First issue date that it applies to; until the next version's.
  category @1 :Text;
  # UNCL 5305, as Tax.category.
  percent @2 :Text;
  # Rate in percent; empty for O.
}

struct TaxRate {
  taxCode @0 :Text;
  # The tenant's own name for it.
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
  # The default one where none was set.
  closedThrough @2 :Text;
  # Empty: nothing is closed.
}
