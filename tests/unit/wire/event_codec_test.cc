#include "common/wire/event_codec.h"

#include "common/ids.h"
#include "common/wire/message.h"
#include "tests/unit/wire/events.h"

#include <set>
#include <stdexcept>

#include <capnp/message.h>
#include <gtest/gtest.h>

#include "schema/events.capnp.h"

namespace latido::wire {
namespace {

RecordedEvent recorded(domain::Event event) { return {1'795'392'000'123, "ana", std::move(event)}; }

TEST(EventCodec, ReadsBackEveryKindOfEvent) {
  std::set<std::size_t> kinds;
  for (const auto& event : test::one_of_each()) {
    EXPECT_EQ(decode_event(encode_event(recorded(event))), recorded(event)) << event.index();
    kinds.insert(event.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<domain::Event>);
}

TEST(EventCodec, ReadsBackWhatIsLeftEmpty) {
  const domain::Event events[] = {
      domain::SeriesCreated{"B", "", 5, 9, 0, kNoFirstDate, kNoLastDate, ""},
      domain::SeriesCreated{
          "B", "", 5, 9, 0, kNoFirstDate, kNoLastDate, "", domain::DocumentKind::credit_note},
      domain::RangeExtended{"B", 9, kNoLastDate, ""},
      domain::CustomerCreated{{"C", "Clara", "", {}}},
      domain::DraftCreated{test::bare_draft()},
      domain::PaymentRecorded{"C", 402, test::eur(), Date{20790}, "", "", {}},
      domain::PolicySet{},
  };
  for (const auto& event : events) {
    EXPECT_EQ(decode_event(encode_event(recorded(event))), recorded(event)) << event.index();
  }
}

TEST(EventCodec, ReadsThePaymentsOfTheFirstVersionAsAllToTheirInvoice) {
  capnp::MallocMessageBuilder message;
  auto payment = message.initRoot<schema::event::Event>().initPaymentRecorded();
  payment.setInvoicePosition(7);
  payment.setAmount(402);
  payment.setCurrency("EUR");
  payment.setReceivedDate(20790);
  const auto event = std::get<domain::PaymentRecorded>(decode_event(to_bytes(message)).event);
  EXPECT_EQ(event,
            (domain::PaymentRecorded{"", 402, test::eur(), Date{20790}, "", "", {{7, 402}}}));
}

TEST(EventCodec, ReadsTheInvoicesOfTheFirstVersionAsToTheFirstVersionOfTheirCustomer) {
  capnp::MallocMessageBuilder message;
  auto invoice = message.initRoot<schema::event::Event>().initInvoiceIssued();
  invoice.setCurrency("EUR");
  const auto event = std::get<domain::InvoiceIssued>(decode_event(to_bytes(message)).event);
  EXPECT_EQ(event.invoice.customer_version, 1U);
  EXPECT_EQ(event.invoice.rounding_profile, domain::RoundingProfile::en16931);
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

// Pinned when the format was made, in the order of one_of_each(); `capnp decode
// schema/events.capnp Event` reads the bytes. A change here breaks every stored chain.
TEST(EventCodec, KeepsTheStoredBytesOfEveryKindOfEvent) {
  const char* const kPinned[] = {
      "56695b1ae89d626b", "e06110ec3e60cdf6", "b4d0e5c0edf3a527", "51d9248f33636e97",
      "5eccf0cbc9184b23", "f6df9240e9ec3242", "54bdfb81592e3601", "8a3b0809256338b2",
      "afdb8a14279a539a", "6ec7e239982cb09a", "c6e1db752e92e296", "05be0771cc717341",
      "ae476dbdd57fbfce", "e9ec394481e7a23d", "5f440809e999388f", "ae406d512888bb2f",
      "9b0de6479d8c6f35", "cb69541dd2ca7ea8", "afc67028c50bc806", "687862f019dec946",
      "8ac4d3c4be36cdbc", "afca2b4d3cddd006", "0559f7a8480b3d3d", "8a50caffab4673ad",
      "332ccfafdb3f6da3", "b3d5e25ef1d2ff1c", "04d3caf31c5f13bd", "54b6302dd0f81936",
      "b313d881cd7cc5ed", "bcd06d119d9bcfe8", "598959a3dcb91017", "d7cc4850367e18aa"};
  const auto events = test::one_of_each();
  ASSERT_EQ(std::size(kPinned), events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto bytes = encode_event(recorded(events[i]));
    EXPECT_EQ(to_hex(as_bytes(sha256({bytes}))).substr(0, 16), kPinned[i]) << i;
  }
}

TEST(EventCodec, ThrowsForStoredBytesThatAreNoEvent) {
  EXPECT_THROW(decode_event(""), std::runtime_error);
  EXPECT_THROW(decode_event("12345678"), std::runtime_error);
  const auto bytes = encode_event(recorded(domain::InvoiceIssued{test::invoice()}));
  EXPECT_THROW(decode_event(bytes.substr(0, bytes.size() / 2)), std::runtime_error);
}

TEST(EventCodec, ThrowsForAStoredCurrencyThatDoesNotExist) {
  capnp::MallocMessageBuilder message;
  message.initRoot<schema::event::Event>().initPaymentRecorded().setCurrency("XXQ");
  EXPECT_THROW(decode_event(to_bytes(message)), std::runtime_error);
}

}  // namespace
}  // namespace latido::wire
