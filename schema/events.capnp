@0xb3c1f0a2d4e59604;
# Events: what happened, as it is stored and hashed, byte for byte, for ever. Never change a field; only add.
# Amounts are int64 minor units of the document's currency (cents for EUR). Decimals are scaled by 10^9.
# Rates are millionths (19 % is 190000). Dates are days since 1970-01-01.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema::event");

struct Event {
  recordedAtUnixMs @0 :Int64;
  # Wall clock of the writer when it decided, milliseconds since 1970-01-01 UTC.
  actor @1 :Text;
  # Who asked, as the command said.
  union {
    customerCreated @2 :Customer;
    seriesCreated @3 :Series;
    invoiceIssued @4 :Invoice;
    invoiceVoided @5 :InvoiceVoided;
    paymentRecorded @6 :Payment;
    customerUpdated @7 :Customer;
    customerArchived @8 :Name;
    productCreated @9 :Product;
    productArchived @10 :Name;
    priceCreated @11 :Price;
    priceArchived @12 :Name;
    taxRateDefined @13 :TaxRate;
    taxRateRetired @14 :TaxRate;
    seriesClosed @15 :Name;
    rangeExtended @16 :Range;
    draftCreated @17 :Draft;
    draftChanged @18 :Draft;
    draftDeleted @19 :Position;
    invoiceWrittenOff @20 :Reasoned;
    invoiceRecovered @21 :Reasoned;
    creditNoteIssued @22 :CreditNote;
    paymentAllocated @23 :Allocated;
    allocationUndone @24 :Allocated;
    paymentReversed @25 :Reasoned;
    paymentRefunded @26 :Refund;
    creditApplied @27 :CreditApplied;
    creditUnapplied @28 :CreditApplied;
    balanceAdjusted @29 :Adjustment;
    periodClosed @30 :Int32;
    # Last closed day.
    policySet @31 :Policy;
    sellerSet @32 :Seller;
    creditRefunded @33 :CreditRefund;
  }
}

struct Name {
  name @0 :Text;
  # The tenant's own name for the customer, product, price or series.
}

struct Position {
  position @0 :Int64;
  # Of the event that made it.
}

struct Reasoned {
  position @0 :Int64;
  # Of the event that made the invoice or payment.
  reason @1 :Text;
}

struct Product {
  productId @0 :Text;
  name @1 :Text;
  unitCode @2 :Text;
}

struct Price {
  priceId @0 :Text;
  productId @1 :Text;
  currency @2 :Text;
  unitPrice @3 :Int64;
  baseQuantity @4 :Int64 = 1000000000;
  taxCode @5 :Text;
}

struct TaxRate {
  taxCode @0 :Text;
  tax @1 :Tax;
  # Left out where retired.
  date @2 :Int32;
  # First day of the rate, or last day of a retired code.
}

struct Range {
  series @0 :Text;
  lastNumber @1 :Int64;
  validTo @2 :Int32 = 2147483647;
  authorization @3 :Text;
  # All three as they are from now on.
}

struct Draft {
  draftPosition @0 :Int64;
  # Of its DraftCreated event; 0 in that event itself.
  content @1 :Invoice;
  # Without sequence, number, amounts, taxes and totals. Of the customer only the id.
  dueDate @2 :Int32 = -2147483648;
  # The default stands for: by terms.
  issueDate @3 :Int32 = -2147483648;
  # The default stands for: the day of issue.
  termsDays @4 :UInt16;
}

struct CreditNote {
  document @0 :Invoice;
  # Its own number, lines, taxes and totals; amounts positive.
  invoicePosition @1 :Int64;
  reason @2 :Text;
  applied @3 :Int64;
  # How much of it lowers what was due on the invoice; the rest is the customer's credit.
  ofLines @4 :List(UInt16);
  # For each of its lines the line of the invoice that it credits, from 1; 0: none in particular.
}

struct Allocation {
  invoicePosition @0 :Int64;
  amount @1 :Int64;
}

struct Allocated {
  paymentPosition @0 :Int64;
  allocations @1 :List(Allocation);
}

struct Refund {
  paymentPosition @0 :Int64;
  amount @1 :Int64;
  reference @2 :Text;
  reason @3 :Text;
}

struct CreditRefund {
  customerId @0 :Text;
  currency @1 :Text;
  amount @2 :Int64;
  reference @3 :Text;
  reason @4 :Text;
}

struct CreditApplied {
  customerId @0 :Text;
  invoicePosition @1 :Int64;
  amount @2 :Int64;
}

struct Adjustment {
  customerId @0 :Text;
  currency @1 :Text;
  amount @2 :Int64;
  reason @3 :Text;
}

enum RoundingProfile {
  en16931 @0;
  perLine @1;
  cfdi @2;
}

struct Policy {
  roundingProfile @0 :RoundingProfile;
  voidForbidden @1 :Bool;
}

struct Seller {
  name @0 :Text;
  taxId @1 :Text;
  address @2 :Address;
}

struct Address {
  street @0 :Text;
  city @1 :Text;
  postalCode @2 :Text;
  country @3 :Text;
  # ISO 3166-1 alpha-2, or empty.
}

struct Customer {
  customerId @0 :Text;
  name @1 :Text;
  taxId @2 :Text;
  address @3 :Address;
}

struct Series {
  series @0 :Text;
  prefix @1 :Text;
  firstNumber @2 :Int64;
  lastNumber @3 :Int64;
  digits @4 :UInt8;
  # Zero-padding of the printed number.
  validFrom @5 :Int32 = -2147483648;
  # The default stands for no limit.
  validTo @6 :Int32 = 2147483647;
  # The default stands for no limit.
  authorization @7 :Text;
  kind @8 :UInt8;
  # 0 invoices, 1 credit notes.
}

enum TaxCategory {
  # UNCL 5305.
  s @0;
  # Standard rate.
  z @1;
  # Zero rated.
  e @2;
  # Exempt.
  ae @3;
  # Reverse charge.
  k @4;
  # Intra-community supply.
  g @5;
  # Export.
  o @6;
  # Outside the scope of tax.
  l @7;
  # Canary Islands.
  m @8;
  # Ceuta and Melilla.
  b @9;
  # Split payment (Italy).
}

struct Tax {
  category @0 :TaxCategory;
  rate @1 :Int32;
  # Millionths; 0 for category o.
}

struct AllowanceCharge {
  charge @0 :Bool;
  amount @1 :Int64;
  reason @2 :Text;
  tax @3 :Tax;
}

struct Line {
  name @0 :Text;
  quantity @1 :Int64;
  unitCode @2 :Text;
  unitPrice @3 :Int64;
  baseQuantity @4 :Int64 = 1000000000;
  tax @5 :Tax;
  allowancesCharges @6 :List(AllowanceCharge);
  amount @7 :Int64;
  # Net amount of the line.
  priceId @8 :Text;
  taxCode @9 :Text;
  # Where price and tax came from; empty: they were stated.
}

struct TaxGroup {
  tax @0 :Tax;
  base @1 :Int64;
  amount @2 :Int64;
}

struct Invoice {
  series @0 :Text;
  sequence @1 :Int64;
  # The bare number within the series.
  number @2 :Text;
  # The printed number.
  customer @3 :Customer;
  # As it was at issue.
  issueDate @4 :Int32;
  dueDate @5 :Int32;
  currency @6 :Text;
  # ISO 4217.
  lines @7 :List(Line);
  allowancesCharges @8 :List(AllowanceCharge);
  taxes @9 :List(TaxGroup);
  lineTotal @10 :Int64;
  allowanceTotal @11 :Int64;
  chargeTotal @12 :Int64;
  taxTotal @13 :Int64;
  prepaid @14 :Int64;
  rounding @15 :Int64;
  reference @16 :Text;
  note @17 :Text;
  roundingProfile @18 :RoundingProfile;
  draftPosition @19 :Int64;
  # Of the DraftCreated event of the draft that it was; 0: it was none.
  customerVersion @20 :UInt32;
  # Which version of the customer `customer` is, from 1.
}

struct InvoiceVoided {
  invoicePosition @0 :Int64;
  # Position of the invoice's InvoiceIssued event: its id.
  reason @1 :Text;
}

struct Payment {
  invoicePosition @0 :Int64;
  amount @1 :Int64;
  currency @2 :Text;
  receivedDate @3 :Int32;
  reference @4 :Text;
  method @5 :Text;
  customerId @6 :Text;
  allocations @7 :List(Allocation);
  # Where not empty, or where invoicePosition is 0, these say what it pays; else the whole amount pays invoicePosition.
}
