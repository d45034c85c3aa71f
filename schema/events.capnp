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
  }
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
}
