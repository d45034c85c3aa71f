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
    # A new customer, at version 1.
    seriesCreated @3 :Series;
    # A new series of numbers; none of them is used yet.
    invoiceIssued @4 :Invoice;
    # An invoice, frozen. The event's position is its id: "inv-7" is that of position 7.
    invoiceVoided @5 :InvoiceVoided;
    # The invoice counts no more; its number stays used.
    paymentRecorded @6 :Payment;
    # Money came in. What it does not allocate is the customer's credit. Position: its id, "pay-9".
    customerUpdated @7 :Customer;
    # All that is said of the customer from now on, not only what changed.
    customerArchived @8 :Name;
    # The customer takes no new drafts or invoices. `name`: customerId.
    productCreated @9 :Product;
    # A new product of the catalogue.
    productArchived @10 :Name;
    # Its prices can not be used any more. `name`: productId.
    priceCreated @11 :Price;
    # A new price; it never changes.
    priceArchived @12 :Name;
    # The price can not be used any more. `name`: priceId.
    taxRateDefined @13 :TaxRate;
    # A new tax code, or a further version of one from `date` on.
    taxRateRetired @14 :TaxRate;
    # The code can not be used after `date`.
    seriesClosed @15 :Name;
    # No more numbers are taken from it. `name`: series.
    rangeExtended @16 :Range;
    # What the series may number from now on.
    draftCreated @17 :Draft;
    # A new draft, at version 1. Position: its id, "draft-4".
    draftChanged @18 :Draft;
    # The draft's whole content from now on, not only what changed.
    draftDeleted @19 :Position;
    # The draft of that position is gone; it was not issued.
    invoiceWrittenOff @20 :Reasoned;
    # What was still due on the invoice (`position`) is taken for lost: it is uncollectible.
    invoiceRecovered @21 :Reasoned;
    # An uncollectible invoice (`position`) is due again.
    creditNoteIssued @22 :CreditNote;
    # A credit note, frozen. Position: its id, "cn-8".
    paymentAllocated @23 :Allocated;
    # From the customer's credit, where the rest of the payment is, to invoices.
    allocationUndone @24 :Allocated;
    # What the payment paid goes back to the customer's credit; the invoices are due again.
    paymentReversed @25 :Reasoned;
    # All allocations of the payment (`position`) are taken back, then the payment itself.
    paymentRefunded @26 :Refund;
    # Part or all of a payment was paid back, out of the customer's credit.
    creditApplied @27 :CreditApplied;
    # From the customer's credit, whatever it came from, to an invoice.
    creditUnapplied @28 :CreditApplied;
    # What creditApplied put on the invoice goes back to the customer's credit.
    balanceAdjusted @29 :Adjustment;
    # The customer's credit was corrected by hand.
    periodClosed @30 :Int32;
    # Last closed day, days since 1970-01-01.
    policySet @31 :Policy;
    # The whole policy from now on.
    sellerSet @32 :Seller;
    # Who issues documents from now on.
    creditRefunded @33 :CreditRefund;
    # The customer's credit was paid out, whatever it came from.
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
  # 1 to 255 bytes.
}

struct Product {
  productId @0 :Text;
  # The tenant's own name for it, 1 to 64 bytes.
  name @1 :Text;
  # What a line shows, 1 to 500 bytes.
  unitCode @2 :Text;
  # UN/ECE Recommendation 20, at most 8 bytes; C62 (one) where none was said.
}

struct Price {
  priceId @0 :Text;
  # The tenant's own name for it, 1 to 64 bytes.
  productId @1 :Text;
  # Of the product that it is for.
  currency @2 :Text;
  # ISO 4217 alphabetic code.
  unitPrice @3 :Int64;
  # Net price of baseQuantity units, in 10^-9 of the currency's own unit (10^9 is 1 EUR, not 1 cent); not negative.
  baseQuantity @4 :Int64 = 1000000000;
  # How many units the price is for, in 10^-9 of a unit; more than 0. The default stands for 1.
  taxCode @5 :Text;
  # Of a tax rate, for lines that state no tax; may be empty.
}

struct TaxRate {
  taxCode @0 :Text;
  # The tenant's own name for it, 1 to 32 characters of A-Z a-z 0-9 . _ -
  tax @1 :Tax;
  # Left out where retired.
  date @2 :Int32;
  # First day of the rate, or last day of a retired code; days since 1970-01-01.
}

struct Range {
  series @0 :Text;
  # The tenant's own name of the series.
  lastNumber @1 :Int64;
  # Last number that may be used, at most 999 999 999 999.
  validTo @2 :Int32 = 2147483647;
  # Last issue date, days since 1970-01-01; the default stands for no limit.
  authorization @3 :Text;
  # All three as they are from now on.
}

struct Draft {
  draftPosition @0 :Int64;
  # Of its DraftCreated event; 0 in that event itself.
  content @1 :Invoice;
  # Without dates, sequence, number, the lines' amounts, taxes and computed totals. Of the customer only the id.
  dueDate @2 :Int32 = -2147483648;
  # Days since 1970-01-01. The default stands for: by terms.
  issueDate @3 :Int32 = -2147483648;
  # Days since 1970-01-01. The default stands for: the day of issue.
  termsDays @4 :UInt16;
  # Days of credit, 0 to 3650: due that long after issue, where dueDate is left out.
}

struct CreditNote {
  document @0 :Invoice;
  # Its own number, lines, taxes and totals; amounts positive.
  invoicePosition @1 :Int64;
  # Of the InvoiceIssued event of the invoice that it credits.
  reason @2 :Text;
  # 1 to 255 bytes.
  applied @3 :Int64;
  # How much of it, in minor units, lowers what was due on the invoice; the rest is the customer's credit.
  ofLines @4 :List(UInt16);
  # For each of its lines the line of the invoice that it credits, from 1; 0: none in particular.
  ofQuantities @5 :List(Int64);
  # For each of its lines how many units of that line it credits, in billionths; 0: only an amount.
}

struct Allocation {
  invoicePosition @0 :Int64;
  # Of the invoice's InvoiceIssued event.
  amount @1 :Int64;
  # Minor units of the payment's currency, which is the invoice's.
}

struct Allocated {
  paymentPosition @0 :Int64;
  # Of the payment's PaymentRecorded event.
  allocations @1 :List(Allocation);
  # How much went to each invoice, or came back from it; each more than 0.
}

struct Refund {
  paymentPosition @0 :Int64;
  # Of the payment's PaymentRecorded event.
  amount @1 :Int64;
  # Minor units of the payment's currency, more than 0.
  reference @2 :Text;
  # The bank's or gateway's own, at most 128 bytes; may be empty.
  reason @3 :Text;
  # At most 255 bytes; may be empty.
}

struct CreditRefund {
  customerId @0 :Text;
  # Whose credit.
  currency @1 :Text;
  # ISO 4217 alphabetic code.
  amount @2 :Int64;
  # Minor units, more than 0.
  reference @3 :Text;
  # As Refund.reference.
  reason @4 :Text;
  # At most 255 bytes; may be empty.
}

struct CreditApplied {
  customerId @0 :Text;
  # Whose credit; the invoice's customer.
  invoicePosition @1 :Int64;
  # Of the invoice's InvoiceIssued event.
  amount @2 :Int64;
  # Minor units of the invoice's currency, more than 0.
}

struct Adjustment {
  customerId @0 :Text;
  # Whose credit.
  currency @1 :Text;
  # ISO 4217 alphabetic code.
  amount @2 :Int64;
  # Minor units added to the credit; negative: taken off it; never 0.
  reason @3 :Text;
  # 1 to 255 bytes.
}

enum RoundingProfile {
  en16931 @0;
  # Tax of each (category, rate) group, from its sum.
  perLine @1;
  # Tax of each line and of each document allowance or charge, rounded, then added up.
  cfdi @2;
  # Mexico: lines and their taxes to 6 decimals, rounded only in the totals.
}

struct Policy {
  roundingProfile @0 :RoundingProfile;
  # For invoices issued from now on.
  voidForbidden @1 :Bool;
  # Issued invoices can only be credited.
}

struct Seller {
  name @0 :Text;
  # 1 to 255 bytes, as it is to stand on documents.
  taxId @1 :Text;
  # VAT identifier, at most 64 bytes; may be empty.
  address @2 :Address;
  # Left out where nothing of it is known.
}

struct Address {
  street @0 :Text;
  # At most 255 bytes; may be empty.
  city @1 :Text;
  # At most 255 bytes; may be empty.
  postalCode @2 :Text;
  # At most 32 bytes; may be empty.
  country @3 :Text;
  # ISO 3166-1 alpha-2, or empty.
}

struct Customer {
  customerId @0 :Text;
  # The tenant's own name for the customer, 1 to 64 bytes.
  name @1 :Text;
  # 1 to 255 bytes; left out in a draft.
  taxId @2 :Text;
  # At most 64 bytes; may be empty.
  address @3 :Address;
  # Left out where nothing of it is known.
}

struct Series {
  series @0 :Text;
  # The tenant's own name for it, 1 to 32 characters of A-Z a-z 0-9 . _ -
  prefix @1 :Text;
  # Put before the number to make the printed one; at most 16 bytes; may be empty.
  firstNumber @2 :Int64;
  # First number that may be used, 1 or more.
  lastNumber @3 :Int64;
  # Last number that may be used, at most 999 999 999 999.
  digits @4 :UInt8;
  # The printed number is padded with zeros to this many digits; 0 to 12; 0 pads nothing.
  validFrom @5 :Int32 = -2147483648;
  # First issue date, days since 1970-01-01. The default stands for no limit.
  validTo @6 :Int32 = 2147483647;
  # Last issue date, days since 1970-01-01. The default stands for no limit.
  authorization @7 :Text;
  # What the tax authority calls its permission for the range; at most 64 bytes; may be empty.
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
  # What kind of tax it is; where a draft's line has s at rate 0, it is still to come from the price or the tax code.
  rate @1 :Int32;
  # Millionths (19 % is 190000), 0 to 1000000; 0 for category o.
}

struct AllowanceCharge {
  charge @0 :Bool;
  # false: an allowance, taken off; true: a charge, added.
  amount @1 :Int64;
  # Minor units, not negative.
  reason @2 :Text;
  # At most 255 bytes; may be empty.
  tax @3 :Tax;
  # At document level only; left out on a line, whose tax it shares.
}

struct Line {
  name @0 :Text;
  # 1 to 500 bytes; in a draft it may be empty where priceId is not.
  quantity @1 :Int64;
  # In 10^-9 of a unit (10^9 is 1); may be negative or 0.
  unitCode @2 :Text;
  # UN/ECE Recommendation 20, at most 8 bytes.
  unitPrice @3 :Int64;
  # Net price of baseQuantity units, in 10^-9 of the currency's own unit (10^9 is 1 EUR, not 1 cent); not negative.
  baseQuantity @4 :Int64 = 1000000000;
  # How many units the price is for, in 10^-9 of a unit; more than 0. The default stands for 1.
  tax @5 :Tax;
  # Also of its allowances and charges.
  allowancesCharges @6 :List(AllowanceCharge);
  # Of this line alone; part of its amount. At most 100.
  amount @7 :Int64;
  # Net amount of the line, minor units (BT-131); 0 in a draft.
  priceId @8 :Text;
  # Where the price came from; empty: it was stated. A draft's line that has one takes its price when it is issued.
  taxCode @9 :Text;
  # Where the tax came from; empty: it was stated.
}

struct TaxGroup {
  tax @0 :Tax;
  # Category and rate: each pair has one group.
  base @1 :Int64;
  # Taxable amount, minor units (BT-116).
  amount @2 :Int64;
  # Tax on it, minor units (BT-117).
}

struct Invoice {
  series @0 :Text;
  # The tenant's own name of the series that numbers it.
  sequence @1 :Int64;
  # The bare number within the series.
  number @2 :Text;
  # The printed number.
  customer @3 :Customer;
  # As it was at issue.
  issueDate @4 :Int32;
  # Days since 1970-01-01; not set within a draft.
  dueDate @5 :Int32;
  # Days since 1970-01-01; of a credit note its issue date; not set within a draft.
  currency @6 :Text;
  # ISO 4217.
  lines @7 :List(Line);
  # In the order of the document; an issued one has at least one.
  allowancesCharges @8 :List(AllowanceCharge);
  # At document level; at most 100.
  taxes @9 :List(TaxGroup);
  # One for each category and rate, in that order.
  lineTotal @10 :Int64;
  # Sum of the lines' net amounts, minor units (BT-106).
  allowanceTotal @11 :Int64;
  # Sum of the document's allowances, minor units (BT-107).
  chargeTotal @12 :Int64;
  # Sum of the document's charges, minor units (BT-108).
  taxTotal @13 :Int64;
  # Sum of the groups' tax amounts, minor units (BT-110).
  prepaid @14 :Int64;
  # Paid before issue, minor units, not negative (BT-113).
  rounding @15 :Int64;
  # Added to the amount to pay, minor units, either sign (BT-114).
  reference @16 :Text;
  # The buyer's or tenant's own, at most 128 bytes; may be empty; of a credit note its invoice's.
  note @17 :Text;
  # At most 1000 bytes; may be empty.
  roundingProfile @18 :RoundingProfile;
  # That of the policy at issue; of a credit note its invoice's.
  draftPosition @19 :Int64;
  # Of the DraftCreated event of the draft that it was; 0: it was none.
  customerVersion @20 :UInt32;
  # Which version of the customer `customer` is, from 1; 0, in the first events, stands for 1.
}

struct InvoiceVoided {
  invoicePosition @0 :Int64;
  # Position of the invoice's InvoiceIssued event: its id.
  reason @1 :Text;
  # 1 to 255 bytes.
}

struct Payment {
  invoicePosition @0 :Int64;
  # Only the first payments have it: of the one invoice that they pay. 0 in all others.
  amount @1 :Int64;
  # All that came in, minor units, more than 0.
  currency @2 :Text;
  # ISO 4217 alphabetic code.
  receivedDate @3 :Int32;
  # Days since 1970-01-01.
  reference @4 :Text;
  # The bank's or gateway's own, at most 128 bytes; may be empty.
  method @5 :Text;
  # "transfer", "card" and so on, at most 32 bytes; may be empty.
  customerId @6 :Text;
  # Who paid; the first payments do not have it.
  allocations @7 :List(Allocation);
  # Where not empty, or where invoicePosition is 0, these say what it pays; else the whole amount pays invoicePosition.
}
