@0xb3c1f0a2d4e59602;
# Commands: what a client asks the service `comandos` to do.
# Amounts are decimal text in the currency's own unit with at most its exponent of decimals ("10.50" EUR, "1050" JPY).
# Prices and quantities are decimal text with at most 9 decimals. Percentages have at most 4. Dates are YYYY-MM-DD.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("latido::schema");

struct Command {
  tenant @0 :Text;
  # Whose books: 1 to 64 characters of a-z 0-9 . _ -
  key @1 :Text;
  # Idempotency key, 1 to 255 bytes, made and kept by the client before it sends. One key, one effect, one reply, for ever.
  actor @2 :Text;
  # Who asks, for the audit trail; at most 128 bytes; may be empty.
  union {
    unset @3 :Void;
    # A command without a body; refused.
    createCustomer @4 :CreateCustomer;
    # A new customer.
    createSeries @5 :CreateSeries;
    # A new range of numbers for invoices or credit notes.
    issueInvoice @6 :IssueInvoice;
    # A new invoice with the next number of its series.
    voidInvoice @7 :VoidInvoice;
    # Cancels an invoice that has neither payments nor credit notes; its number stays used.
    recordPayment @8 :RecordPayment;
    # Money that came in from a customer, and which invoices it pays.
    commandStatus @9 :Void;
    # Asks what became of `key`; changes nothing and is not stored under the key.
    updateCustomer @11 :CreateCustomer;
    # Replaces all that was said of the customer. Documents issued before keep what they show.
    archiveCustomer @12 :ArchiveCustomer;
    # Takes a customer out of use.
    createProduct @13 :CreateProduct;
    # A new product in the catalogue.
    archiveProduct @14 :ArchiveProduct;
    # Takes a product, and with it its prices, out of use.
    createPrice @15 :CreatePrice;
    # A new price of a product.
    archivePrice @16 :ArchivePrice;
    # Takes a price out of use.
    defineTaxRate @17 :DefineTaxRate;
    # A new tax code, or a further rate of one, from a date on.
    retireTaxRate @18 :RetireTaxRate;
    # Ends a tax code after a date.
    closeSeries @19 :CloseSeries;
    # Ends a series, whatever numbers it has left.
    extendRange @20 :ExtendRange;
    # Gives a series more numbers, more time or another authorization.
    createDraft @21 :IssueInvoice;
    # As IssueInvoice, but nothing of it is required except currency and customerId; a draft has no number.
    setLines @22 :SetLines;
    # Replaces a draft's lines, allowances and charges.
    updateDraft @23 :UpdateDraft;
    # Replaces all else in a draft.
    deleteDraft @24 :DeleteDraft;
    # Gives a draft up.
    issueDraft @25 :IssueDraft;
    # Makes a draft an invoice.
    markUncollectible @26 :MarkUncollectible;
    # Writes off what is still due on an open invoice.
    recoverInvoice @27 :RecoverInvoice;
    # Takes markUncollectible back.
    issueCreditNote @28 :IssueCreditNote;
    # Credits an invoice, or a part of it, with the next number of a series of credit notes.
    allocate @29 :Allocate;
    # Pays invoices with what is left of a payment.
    unallocate @30 :Unallocate;
    # Takes money off an invoice again.
    reversePayment @31 :ReversePayment;
    # Undoes a payment that never came through.
    refundPayment @32 :RefundPayment;
    # Pays money of a payment back to the customer.
    applyCustomerCredit @33 :ApplyCustomerCredit;
    # Pays an invoice with its customer's credit.
    adjustBalance @34 :AdjustBalance;
    # Corrects a customer's credit by hand.
    closePeriod @35 :ClosePeriod;
    # Closes the books up to a day.
    setPolicy @36 :SetPolicy;
    # Sets how totals are rounded and whether invoices may be voided.
    createTenant @37 :Seller;
    # Opens the books and says who issues. A tenant whose books were opened by its first customer or series may still say so once.
    updateTenant @38 :Seller;
    # Replaces it. Documents issued before keep the seller that they were issued by.
    previewInvoice @39 :IssueInvoice;
    # The same way as issueInvoice, but nothing is written, not even under the key. Answers `preview`.
    previewCreditNote @40 :IssueCreditNote;
    # The same way as issueCreditNote; otherwise as previewInvoice.
    refundCredit @41 :RefundCredit;
    # Pays a customer's credit out.
  }
  expectedVersion @10 :UInt32;
  # For updateCustomer, archiveCustomer, setLines, updateDraft, deleteDraft and issueDraft: refused with VERSION_CONFLICT where what they
  # change has another version by now. 0: not checked. Must be 0 for all others.
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

struct CreateCustomer {
  customerId @0 :Text;
  # The tenant's own name for the customer, 1 to 64 bytes, unique within the tenant.
  name @1 :Text;
  # 1 to 255 bytes.
  taxId @2 :Text;
  # At most 64 bytes; may be empty.
  address @3 :Address;
  # May be left out.
}

struct CreateSeries {
  series @0 :Text;
  # 1 to 32 characters of A-Z a-z 0-9 . _ -, unique within the tenant.
  prefix @1 :Text;
  # Put before the number to make the invoice's printed number; at most 16 bytes; may be empty.
  # No two series of a tenant may be able to print the same number, and none what reads as an id: not "inv-", "cn-", "pay-" or
  # "draft-", with or without digits behind it.
  firstNumber @2 :UInt64 = 1;
  # First number that may be used, 1 or more.
  lastNumber @3 :UInt64 = 999999999;
  # Last number that may be used, at most 999 999 999 999.
  digits @4 :UInt8;
  # The printed number is padded with zeros to this many digits; 0 to 12; 0 pads nothing.
  validFrom @5 :Text;
  # First issue date that may be used; empty: no limit.
  validTo @6 :Text;
  # Last issue date that may be used; empty: no limit.
  authorization @7 :Text;
  # What the tax authority calls its permission for this range; at most 64 bytes; may be empty.
  kind @8 :DocumentKind;
  # What the series numbers.
}

enum DocumentKind {
  invoice @0;
  # Invoices only.
  creditNote @1;
  # Credit notes only.
}

struct ArchiveCustomer {
  customerId @0 :Text;
  # Takes no new drafts or invoices; what is open is paid, credited and reported as before.
}

struct CreateProduct {
  productId @0 :Text;
  # The tenant's own name for it, 1 to 64 bytes, unique within the tenant.
  name @1 :Text;
  # What a line shows, 1 to 500 bytes.
  unitCode @2 :Text;
  # As Line.unitCode.
}

struct ArchiveProduct {
  productId @0 :Text;
  # Its prices can not be used any more.
}

struct CreatePrice {
  priceId @0 :Text;
  # The tenant's own name for it, 1 to 64 bytes, unique within the tenant. A price never changes: a change is a new price.
  productId @1 :Text;
  # Of a product that is not archived.
  currency @2 :Text;
  # ISO 4217 alphabetic code; it can be used on invoices in this currency only.
  unitPrice @3 :Text;
  # As Line.unitPrice.
  baseQuantity @4 :Text;
  # As Line.baseQuantity.
  taxCode @5 :Text;
  # Of a tax rate (DefineTaxRate), for lines that state no tax; may be empty.
}

struct ArchivePrice {
  priceId @0 :Text;
  # No invoice can be issued with it any more.
}

struct DefineTaxRate {
  taxCode @0 :Text;
  # The tenant's own name for it, 1 to 32 characters of A-Z a-z 0-9 . _ -
  category @1 :Text;
  # As in Tax.
  percent @2 :Text;
  # As in Tax.
  validFrom @3 :Text;
  # First issue date that it applies to. A code that exists gets a further version, from a later date than its last; dates on which the code
  # was used already keep their rate.
}

struct RetireTaxRate {
  taxCode @0 :Text;
  # Of a rate that is not retired yet.
  validTo @1 :Text;
  # Last issue date that the code may be used on; not before the last on which it was used.
}

struct CloseSeries {
  series @0 :Text;
  # It numbers nothing more, and can not be opened again.
}

struct ExtendRange {
  series @0 :Text;
  # One that is not closed.
  lastNumber @1 :UInt64;
  # Not below the present one; 0: as it is.
  validTo @2 :Text;
  # Not before the present one; empty: as it is.
  authorization @3 :Text;
  # Empty: as it is.
}

struct Tax {
  category @0 :Text;
  # UNCL 5305 as in EN 16931: S, Z, E, AE, K, G, O, L, M or B.
  percent @1 :Text;
  # Rate in percent, "19" or "5.5", 0 to 100. Required for S, L, M and B; 0 for Z, E, AE, K and G (which need it stated); empty for O.
}

struct AllowanceCharge {
  charge @0 :Bool;
  # false: an allowance, taken off; true: a charge, added.
  amount @1 :Text;
  # Not negative.
  reason @2 :Text;
  # At most 255 bytes; may be empty.
  tax @3 :Tax;
  # For one at document level only. One on a line shares the line's tax and must leave this out.
}

struct Line {
  name @0 :Text;
  # 1 to 500 bytes.
  quantity @1 :Text;
  # May be negative (a correction within an invoice) or zero (a line for information).
  unitCode @2 :Text;
  # UN/ECE Recommendation 20, at most 8 bytes; empty: C62 (one).
  unitPrice @3 :Text;
  # Net price of baseQuantity units, not negative.
  baseQuantity @4 :Text;
  # How many units the price is for, more than 0; empty: 1.
  tax @5 :Tax;
  # Required where neither taxCode nor priceId gives it.
  allowancesCharges @6 :List(AllowanceCharge);
  # On this line, at most 100.
  priceId @7 :Text;
  # Of a price in the catalogue: then name, unitCode, unitPrice and baseQuantity come from it and must be left out (a name may still be given
  # in place of the product's), and its currency must be the invoice's. Empty: all of them are stated here.
  taxCode @8 :Text;
  # Of a tax rate (DefineTaxRate), which gives category and percent as of the issue date: leave `tax` out then. Empty: `tax`, or where a
  # price is named and no tax is stated, the price's.
}

struct ExpectedTax {
  category @0 :Text;
  # As in Tax.
  percent @1 :Text;
  # As in Tax.
  base @2 :Text;
  # Taxable amount of this (category, percent) group.
  amount @3 :Text;
  # Tax amount of the group.
}

struct Expected {
  # What the caller believes; each field that is not empty is compared, and the first difference refuses the command.
  lineAmounts @0 :List(Text);
  # Net amount of every line, in order, at most 1000; empty list: not compared.
  taxes @1 :List(ExpectedTax);
  # Every (category, percent) group, in any order, at most 1000; empty list: not compared.
  lineTotal @2 :Text;
  # As in Totals; empty: not compared.
  allowanceTotal @3 :Text;
  # As in Totals; empty: not compared.
  chargeTotal @4 :Text;
  # As in Totals; empty: not compared.
  taxExclusive @5 :Text;
  # As in Totals; empty: not compared.
  taxTotal @6 :Text;
  # As in Totals; empty: not compared.
  taxInclusive @7 :Text;
  # As in Totals; empty: not compared.
  payable @8 :Text;
  # As in Totals; empty: not compared.
}

struct IssueInvoice {
  series @0 :Text;
  # Of kind invoice. May be empty in a draft.
  customerId @1 :Text;
  # Of a customer that is not archived.
  issueDate @2 :Text;
  # Empty: today in UTC, or at -05:00 where the seller is in Colombia. Never before the series' last, and at most a year ahead.
  dueDate @3 :Text;
  # Empty: the issue date plus termsDays. Never before the issue date.
  termsDays @4 :UInt16;
  # Days of credit, at most 3650; must be 0 where dueDate is given.
  currency @5 :Text;
  # ISO 4217 alphabetic code.
  lines @6 :List(Line);
  # 1 to 1000, as far as they fit into a payload of 64 KiB.
  allowancesCharges @7 :List(AllowanceCharge);
  # At document level, at most 100.
  prepaid @8 :Text;
  # Already paid before the invoice was issued; not negative; empty: 0.
  rounding @9 :Text;
  # Added to the amount to pay (EN 16931 BT-114), less than one currency unit either way; empty: 0.
  reference @10 :Text;
  # The buyer's or tenant's own reference, at most 128 bytes; may be empty.
  note @11 :Text;
  # At most 1000 bytes; may be empty.
  expected @12 :Expected;
  # May be left out; must be left out in a draft.
}

struct SetLines {
  draftId @0 :Text;
  # "draft-" and a number, as Done.id gave it.
  lines @1 :List(Line);
  # All that the draft is to have, at most 1000; may be empty.
  allowancesCharges @2 :List(AllowanceCharge);
  # All that it is to have at document level, at most 100; may be empty.
  currency @3 :Text;
  # Of the amounts; must be the draft's.
}

struct UpdateDraft {
  draftId @0 :Text;
  # Of one that is neither issued nor deleted.
  content @1 :IssueInvoice;
  # Replaces all that the draft says but its lines, allowances and charges, which must be left out here.
}

struct DeleteDraft {
  draftId @0 :Text;
  # Of one that is neither issued nor deleted. It can not be changed or issued any more.
}

struct IssueDraft {
  draftId @0 :Text;
  # Becomes an invoice as IssueInvoice would make it. The draft is gone then.
  series @1 :Text;
  # Empty: the one that the draft names.
  issueDate @2 :Text;
  # Empty: the draft's, or today as in IssueInvoice.
  expected @3 :Expected;
  # As in IssueInvoice; needs currency.
  currency @4 :Text;
  # Of the expected figures; must be the draft's. May be empty where nothing is expected.
}

struct VoidInvoice {
  invoiceId @0 :Text;
  # "inv-" and a number, as Done.id gave it.
  reason @1 :Text;
  # 1 to 255 bytes.
}

struct MarkUncollectible {
  invoiceId @0 :Text;
  # An open one.
  reason @1 :Text;
  # 1 to 255 bytes. What is still due is written off. A later payment is taken all the same.
}

struct RecoverInvoice {
  invoiceId @0 :Text;
  # An uncollectible one: due again.
  reason @1 :Text;
  # 1 to 255 bytes.
}

struct CreditLine {
  line @0 :UInt16;
  # Of the invoice, counted from 1; each at most once.
  quantity @1 :Text;
  # How many of the line's units are taken back, no more than earlier notes left of its quantity; the amount follows in proportion. Empty: by amount.
  amount @2 :Text;
  # Net amount to credit of the line, between 0 and its amount. Empty together with quantity: all that is left of the line.
}

struct IssueCreditNote {
  series @0 :Text;
  # Of kind creditNote.
  invoiceId @1 :Text;
  # An open or paid one. No credit notes together ever exceed it: not in total, not in a tax group, not on a line.
  issueDate @2 :Text;
  # Empty: today as in IssueInvoice.
  reason @3 :Text;
  # 1 to 255 bytes.
  union {
    whole @4 :Void;
    # All of the invoice that is not credited yet.
    lines @5 :List(CreditLine);
    # 1 to 1000.
    amount @6 :Text;
    # Tax included, spread over the invoice's tax groups in proportion (largest remainder).
  }
  toInvoice @7 :Text;
  # How much of it lowers what is due on the invoice; the rest becomes the customer's credit. Empty: as much as is due.
  toCredit @8 :Text;
  # Empty: the rest. Where both are given they must add up to the credit note (SPLIT_MISMATCH).
  expectedPayable @9 :Text;
  # Compared with the credit note's total where given (EXPECTED_MISMATCH).
  currency @10 :Text;
  # Of the amounts; must be the invoice's.
}

struct Allocation {
  invoiceId @0 :Text;
  # An open or uncollectible one, in the payment's currency; each at most once.
  amount @1 :Text;
  # More than 0, at most what is due.
}

struct Allocate {
  paymentId @0 :Text;
  # "pay-" and a number, as Done.id gave it.
  allocations @1 :List(Allocation);
  # 1 to 100; together at most what is left of the payment.
  currency @2 :Text;
  # Of the amounts; must be the payment's.
}

struct Unallocate {
  union {
    paymentId @0 :Text;
    # Takes back what this payment pays there.
    customerId @1 :Text;
    # Takes back what ApplyCustomerCredit put there.
  }
  invoiceId @2 :Text;
  # The invoice that the money is taken off.
  amount @3 :Text;
  # Empty: all of it. It becomes the customer's credit again, and the invoice is due again.
  currency @4 :Text;
  # Of the amounts; must be the invoice's.
}

struct ReversePayment {
  paymentId @0 :Text;
  # It bounced, or was never there: all its allocations are taken back, which reopens invoices.
  reason @1 :Text;
  # 1 to 255 bytes.
}

struct RefundPayment {
  paymentId @0 :Text;
  # Of one that was not reversed.
  amount @1 :Text;
  # More than 0, at most the payment less earlier refunds, and at most the customer's credit, which pays it: what lies on an invoice is first
  # credited or unallocated. Reopens nothing.
  reference @2 :Text;
  # As RecordPayment.reference.
  reason @3 :Text;
  # At most 255 bytes; may be empty.
  currency @4 :Text;
  # Of the amounts; must be the payment's.
}

struct RefundCredit {
  customerId @0 :Text;
  # Pays out what the customer has to its credit, whatever it came from: a credit note for what was prepaid has no payment to refund.
  currency @1 :Text;
  # ISO 4217 alphabetic code of the credit and of the amount.
  amount @2 :Text;
  # More than 0, at most the customer's credit.
  reference @3 :Text;
  # As RecordPayment.reference.
  reason @4 :Text;
  # At most 255 bytes; may be empty.
}

struct ApplyCustomerCredit {
  invoiceId @0 :Text;
  # An open or uncollectible one; its customer's credit pays it.
  amount @1 :Text;
  # More than 0, at most what is due and what the customer has. Empty: as much as both allow.
  currency @2 :Text;
  # Of the amounts; must be the invoice's.
}

struct AdjustBalance {
  customerId @0 :Text;
  # Of the customer whose credit it is.
  currency @1 :Text;
  # ISO 4217 alphabetic code of the credit and of the amount.
  amount @2 :Text;
  # Added to the customer's credit; may be negative, but the credit never is.
  reason @3 :Text;
  # 1 to 255 bytes.
}

struct ClosePeriod {
  through @0 :Text;
  # Nothing that is dated on or before this day is booked any more. Only grows; at most today in UTC.
}

enum RoundingProfile {
  en16931 @0;
  # Tax of each (category, percent) group, from its sum.
  perLine @1;
  # Tax of each line, rounded, then added up.
  cfdi @2;
  # Mexico: lines and their taxes to 6 decimals, rounded only in the totals.
}

struct SetPolicy {
  # Replaces the whole policy. Holds for what is decided from now on.
  roundingProfile @0 :RoundingProfile;
  # How totals of invoices issued from now on are rounded.
  voidForbidden @1 :Bool;
  # Issued invoices can only be credited.
}

struct Seller {
  name @0 :Text;
  # 1 to 255 bytes, as it is to stand on documents.
  taxId @1 :Text;
  # VAT identifier, at most 64 bytes; may be empty.
  address @2 :Address;
  # May be left out.
}

struct RecordPayment {
  invoiceId @0 :Text;
  # Pays this invoice as far as it is due; what is over becomes the customer's credit. Empty: allocations and customerId.
  amount @1 :Text;
  # More than 0.
  currency @2 :Text;
  # Must be the invoices'.
  receivedDate @3 :Text;
  # Empty: today in UTC.
  reference @4 :Text;
  # The bank's or gateway's own reference, at most 128 bytes; where given, unique within the tenant.
  method @5 :Text;
  # "transfer", "card" and so on, at most 32 bytes; may be empty.
  customerId @6 :Text;
  # Who paid; required without invoiceId, else it must be the invoice's or empty.
  allocations @7 :List(Allocation);
  # At most 100, to invoices of the customer; together at most the amount. What is over is left on the payment, as the customer's credit.
  # Must be empty where invoiceId is given.
}

struct Totals {
  lineTotal @0 :Text;
  # Sum of the lines' net amounts.
  allowanceTotal @1 :Text;
  # Document allowances.
  chargeTotal @2 :Text;
  # Document charges.
  taxExclusive @3 :Text;
  # lineTotal - allowanceTotal + chargeTotal.
  taxTotal @4 :Text;
  # Sum of the groups' tax amounts.
  taxInclusive @5 :Text;
  # taxExclusive + taxTotal.
  prepaid @6 :Text;
  # Paid before the invoice was issued.
  rounding @7 :Text;
  # Added to the amount to pay; may be negative.
  payable @8 :Text;
  # taxInclusive - prepaid + rounding.
}

struct Done {
  id @0 :Text;
  # Of what the command made or changed: a customer's, series', product's... own id; "inv-7" an invoice, "cn-8" a credit note, "pay-9" a payment,
  # "draft-4" a draft.
  number @1 :Text;
  # Printed number of the invoice or credit note, where the command concerns one.
  status @2 :Text;
  # State of the invoice after the command: draft, deleted, open, paid, void or uncollectible; issued for a credit note. Empty where it concerns none.
  currency @3 :Text;
  # ISO 4217 alphabetic code of due, totals and credit; empty where there are none of them.
  due @4 :Text;
  # What is still to be paid, where the command concerns an invoice.
  totals @5 :Totals;
  # Of an invoice or credit note that the command issued.
  position @6 :UInt64;
  # Of the event that the command wrote, in the tenant's own sequence 1, 2, 3...
  version @7 :UInt32;
  # Of the customer or draft after the command.
  credit @8 :Text;
  # What the customer has to its credit in this currency after the command, where that may have changed.
}
