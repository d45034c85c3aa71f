#include "common/wire/event_codec.h"

#include "common/ids.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace latido::wire {
namespace {

Currency eur() { return *parse_currency("EUR", ""); }

domain::Invoice invoice() {
  domain::Invoice out;
  const domain::Tax s19{domain::TaxCategory::s, Rate{190'000}};
  out.series = "A";
  out.sequence = 12;
  out.number = "FAC-0012";
  out.customer = {"C-1", "Clara", "DE123", {"Street 1", "Town", "12345", "DE"}};
  out.issue_date = Date{20780};
  out.due_date = Date{20810};
  out.currency = eur();
  out.lines = {{"Paper",
                Decimal{2'000'000'000},
                "C62",
                Decimal{1'500'000'000},
                Decimal{Decimal::kOne},
                s19,
                {{false, 20, "bulk", s19}},
                280}};
  out.allowances_charges = {{true, 100, "freight", s19}};
  out.taxes = {{s19, 380, 72}};
  out.totals = {280, 0, 100, 72, 50, -2};
  out.reference = "PO 7";
  out.note = "two\nlines";
  return out;
}

RecordedEvent recorded(domain::Event event) { return {1'795'392'000'123, "ana", std::move(event)}; }

TEST(EventCodec, ReadsBackEveryKindOfEvent) {
  const domain::Event events[] = {
      domain::CustomerCreated{invoice().customer},
      domain::SeriesCreated{"A", "FAC-", 1, 9999, 4, Date{20000}, Date{21000}, "R-18760"},
      domain::SeriesCreated{"B", "", 5, 9, 0, kNoFirstDate, kNoLastDate, ""},
      domain::InvoiceIssued{invoice()},
      domain::InvoiceVoided{7, "typed twice"},
      domain::PaymentRecorded{7, 402, eur(), Date{20790}, "bank-9", "transfer"},
  };
  for (const auto& event : events) {
    EXPECT_EQ(decode_event(encode_event(recorded(event))), recorded(event));
  }
}

// The stored form is hashed and kept for ever: these bytes may never change. The first is laid out
// by hand from the encoding specification (capnproto.org/encoding.html): segment table, root struct
// (2 data words, 2 pointers), text "ana", InvoiceVoided.
TEST(EventCodec, KeepsTheStoredBytesOfAVoid) {
  const std::string expected =
      "00000000"
      "0a000000"  // one segment of 10 words
      "00000000"
      "02000200"  // root: 2 data words, 2 pointers, right after
      "7bd0b305"
      "a2010000"  // recordedAtUnixMs = 1795392000123
      "0300"
      "0000"
      "00000000"  // union: invoiceVoided is member 3
      "05000000"
      "22000000"  // actor: 4 bytes (with the zero), 1 word further
      "04000000"
      "01000100"  // InvoiceVoided: 1 data word, 1 pointer
      "616e6100"
      "00000000"          // "ana"
      "0700000000000000"  // invoicePosition = 7
      "01000000"
      "62000000"  // reason: 12 bytes
      "7479706564207477"
      "6963650000000000";  // "typed twice"
  EXPECT_EQ(to_hex(encode_event(recorded(domain::InvoiceVoided{7, "typed twice"}))), expected);
}

// Pinned when the format was made; `capnp decode schema/events.capnp Event` reads the bytes. A
// change here breaks every stored chain.
TEST(EventCodec, KeepsTheStoredBytesOfAnInvoice) {
  const auto bytes = encode_event(recorded(domain::InvoiceIssued{invoice()}));
  EXPECT_EQ(to_hex(as_bytes(sha256({bytes}))),
            "9bf6c87f4833db749eb06dea9cecc5d8efd72688fb73f04f6f342d8ec278d356");
  EXPECT_EQ(bytes.size(), 616U);
}

// Pinned like the invoice above.
TEST(EventCodec, KeepsTheStoredBytesOfTheOtherEvents) {
  const auto hash = [](domain::Event event) {
    return to_hex(as_bytes(sha256({encode_event(recorded(std::move(event)))}))).substr(0, 16);
  };
  EXPECT_EQ(hash(domain::CustomerCreated{invoice().customer}), "56695b1ae89d626b");
  EXPECT_EQ(hash(domain::SeriesCreated{"A", "FAC-", 1, 9999, 4, Date{20000}, Date{21000}, "R"}),
            "219cec4db0a639f3");
  EXPECT_EQ(hash(domain::PaymentRecorded{7, 402, eur(), Date{20790}, "bank-9", "transfer"}),
            "557c513c0f01fcd0");
}

TEST(EventCodec, ThrowsForStoredBytesThatAreNoEvent) {
  EXPECT_THROW(decode_event(""), std::runtime_error);
  EXPECT_THROW(decode_event("12345678"), std::runtime_error);
  const auto bytes = encode_event(recorded(domain::InvoiceIssued{invoice()}));
  EXPECT_THROW(decode_event(bytes.substr(0, bytes.size() / 2)), std::runtime_error);
}

}  // namespace
}  // namespace latido::wire
