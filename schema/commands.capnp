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
    createSeries @5 :CreateSeries;
    issueInvoice @6 :IssueInvoice;
    voidInvoice @7 :VoidInvoice;
    recordPayment @8 :RecordPayment;
    commandStatus @9 :Void;
    # Asks what became of `key`; changes nothing and is not stored under the key.
  }
}

struct Address {
  street @0 :Text;
  city @1 :Text;
  postalCode @2 :Text;
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
}

struct CreateSeries {
  series @0 :Text;
  # 1 to 32 characters of A-Z a-z 0-9 . _ -, unique within the tenant.
  prefix @1 :Text;
  # Put before the number to make the invoice's printed number; at most 16 bytes; may be empty.
  # No two series of a tenant may be able to print the same number.
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
  allowancesCharges @6 :List(AllowanceCharge);
}

struct ExpectedTax {
  category @0 :Text;
  percent @1 :Text;
  base @2 :Text;
  # Taxable amount of this (category, percent) group.
  amount @3 :Text;
  # Tax amount of the group.
}

struct Expected {
  # What the caller believes; each field that is not empty is compared, and the first difference refuses the command.
  lineAmounts @0 :List(Text);
  # Net amount of every line, in order; empty list: not compared.
  taxes @1 :List(ExpectedTax);
  # Every (category, percent) group, in any order; empty list: not compared.
  lineTotal @2 :Text;
  allowanceTotal @3 :Text;
  chargeTotal @4 :Text;
  taxExclusive @5 :Text;
  taxTotal @6 :Text;
  taxInclusive @7 :Text;
  payable @8 :Text;
}

struct IssueInvoice {
  series @0 :Text;
  customerId @1 :Text;
  issueDate @2 :Text;
  # Empty: today in UTC. Never before the series' last, and at most a year ahead.
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
}

struct VoidInvoice {
  invoiceId @0 :Text;
  # "inv-" and a number, as Done.id gave it.
  reason @1 :Text;
  # 1 to 255 bytes.
}

struct RecordPayment {
  invoiceId @0 :Text;
  amount @1 :Text;
  # More than 0, at most what is due.
  currency @2 :Text;
  # Must be the invoice's.
  receivedDate @3 :Text;
  # Empty: today in UTC.
  reference @4 :Text;
  # The bank's or gateway's own reference, at most 128 bytes; where given, unique within the tenant.
  method @5 :Text;
  # "transfer", "card" and so on, at most 32 bytes; may be empty.
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
  rounding @7 :Text;
  payable @8 :Text;
  # taxInclusive - prepaid + rounding.
}

struct Done {
  id @0 :Text;
  # Of what the command made or changed: a customer's or series' own id, "inv-7" for an invoice, "pay-9" for a payment.
  number @1 :Text;
  # Printed number of the invoice, where the command concerns one.
  status @2 :Text;
  # State of the invoice after the command: open, paid or void. Empty for customers and series.
  currency @3 :Text;
  due @4 :Text;
  # What is still to be paid, where the command concerns an invoice.
  totals @5 :Totals;
  # For IssueInvoice.
  position @6 :UInt64;
  # Of the event that the command wrote, in the tenant's own sequence 1, 2, 3...
}
