#include "common/wire/reply_codec.h"

#include "common/ids.h"
#include "common/wire/error_reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::wire {
namespace {

Currency jpy() { return *parse_currency("JPY", ""); }

Effect issued() {
  domain::InvoiceState invoice;
  invoice.id = 3;
  invoice.number = "A-1";
  invoice.currency = jpy();
  invoice.payable = 1100;
  invoice.paid = 100;
  return {.id = "inv-3",
          .position = 3,
          .invoice = invoice,
          .totals = domain::Totals{1000, 0, 0, 100, 0, 0}};
}

std::string json_of(const Effect& effect) { return render_reply(done_reply(effect), Form::json); }

// The JSON is written by hand from schema/envelope.capnp: members in the order of their ordinals,
// 64-bit integers as strings.
TEST(Reply, OfAnIssuedInvoiceHasItsFiguresInTheCurrencysOwnUnit) {
  EXPECT_EQ(
      render_reply(done_reply(issued()), Form::json),
      R"({"asOfPosition":"3","done":{"id":"inv-3","number":"A-1","status":"open","currency":"JPY","due":"1000",)"
      R"("totals":{"lineTotal":"1000","allowanceTotal":"0","chargeTotal":"0","taxExclusive":"1000","taxTotal":"100",)"
      R"("taxInclusive":"1100","prepaid":"0","rounding":"0","payable":"1100"},"position":"3","version":0}})");
}

TEST(Reply, OfADraftTellsItsVersionAndStatus) {
  EXPECT_EQ(
      json_of({.id = "draft-4", .position = 5, .version = 2, .status = "draft"}),
      R"({"asOfPosition":"5","done":{"id":"draft-4","status":"draft","position":"5","version":2}})");
}

TEST(Reply, OfAPaymentTellsTheCustomersCredit) {
  EXPECT_EQ(
      json_of({.id = "pay-9", .position = 9, .credit = Credit{250, jpy()}}),
      R"({"asOfPosition":"9","done":{"id":"pay-9","currency":"JPY","position":"9","version":0,"credit":"250"}})");
}

TEST(Reply, OfACreditNoteTellsNumberTotalsAndCredit) {
  const auto json = json_of({.id = "cn-8",
                             .position = 8,
                             .totals = domain::Totals{100, 0, 0, 10, 0, 0},
                             .number = "CN-1",
                             .status = "issued",
                             .credit = Credit{0, jpy()}});
  EXPECT_THAT(
      json,
      testing::StartsWith(
          R"({"asOfPosition":"8","done":{"id":"cn-8","number":"CN-1","status":"issued","currency":"JPY","totals":{)"));
  EXPECT_THAT(json, testing::HasSubstr(R"("payable":"110"})"));
  EXPECT_THAT(json, testing::EndsWith(R"("position":"8","version":0,"credit":"0"}})"));
}

TEST(Reply, OfAKnownKeyHoldsTheStoredReply) {
  const auto stored =
      encode_error({Code::date_regression, "issueDate", "Too early.", 0}, Form::capnp, 9);
  EXPECT_EQ(
      render_reply(status_reply(12, stored), Form::json),
      R"({"asOfPosition":"12","commandStatus":{"known":{"asOfPosition":"9","error":{"code":"DATE_REGRESSION",)"
      R"("field":"issueDate","message":"Too early.","retryAfterMs":0}}}})");
  EXPECT_EQ(render_reply(status_reply(12, {}), Form::json),
            R"({"asOfPosition":"12","commandStatus":{"unknown":null}})");
}

// Stored under a key and repeated byte for byte, so these may never change either. Laid out by
// hand: root Reply (2 data words, 1 pointer), Error (1 data word, 3 pointers), three texts.
TEST(Reply, OfARefusalKeepsItsStoredBytes) {
  const std::string expected =
      "00000000"
      "0b000000"  // one segment of 11 words
      "00000000"
      "02000100"          // root
      "0900000000000000"  // asOfPosition = 9
      "0000000000000000"  // union: error is member 0
      "00000000"
      "01000300"          // Error
      "e803000000000000"  // retryAfterMs = 1000
      "09000000"
      "2a000000"  // code: 5 bytes
      "09000000"
      "22000000"  // field: 4 bytes
      "09000000"
      "2a000000"           // message: 5 bytes
      "4255535900000000"   // "BUSY"
      "6b65790000000000"   // "key"
      "4c61746500000000";  // "Late"
  EXPECT_EQ(to_hex(encode_error({Code::busy, "key", "Late", 1000}, Form::capnp, 9)), expected);
}

// Pinned when the format was made: replies are kept for ever.
TEST(Reply, OfAnIssuedInvoiceKeepsItsStoredBytes) {
  EXPECT_EQ(to_hex(as_bytes(sha256({done_reply(issued())}))).substr(0, 16), "7f7fb153b51ddc79");
}

TEST(Reply, InCapnpIsTheStoredBytesThemselves) {
  const auto bytes = done_reply(issued());
  EXPECT_EQ(render_reply(bytes, Form::capnp), bytes);
}

}  // namespace
}  // namespace latido::wire
