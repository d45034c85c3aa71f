#include "common/wire/document_codec.h"

#include "common/wire/message.h"
#include "common/wire/reply_codec.h"
#include "tests/unit/wire/events.h"

#include <capnp/message.h>
#include <gtest/gtest.h>

#include "schema/envelope.capnp.h"

namespace latido::wire {
namespace {

// The JSON is written by hand from schema/queries.capnp.
const std::string kTax = R"({"category":"S","percent":"19"})";
const std::string kHead =
    R"("series":"A","status":"STATUS","customer":{"customerId":"C-1","name":"Clara","taxId":"DE123",)"
    R"("address":{"street":"Street 1","city":"Town","postalCode":"12345","country":"DE"},)"
    R"("version":3,"archived":false},"issueDate":"2026-11-23","dueDate":"2026-12-23","currency":"EUR",)";
const std::string kLine =
    R"({"name":"Paper","quantity":"2","unitCode":"C62","unitPrice":"1.5","baseQuantity":"1","tax":)" +
    kTax +
    R"(,"allowancesCharges":[{"charge":false,"amount":"0.20","reason":"bulk"}],)"
    R"("amount":"2.80","priceId":"paper-2026","taxCode":"vat","ofLine":OF})";
const std::string kSums =
    R"("allowancesCharges":[{"charge":true,"amount":"1.00","reason":"freight","tax":)" + kTax +
    R"(}],"taxes":[{"category":"S","percent":"19","base":"3.80","amount":"0.72"}],)"
    R"("totals":{"lineTotal":"2.80","allowanceTotal":"0.00","chargeTotal":"1.00",)"
    R"("taxExclusive":"3.80","taxTotal":"0.72","taxInclusive":"4.52","prepaid":"0.50",)"
    R"("rounding":"-0.02","payable":"4.00"},)";

std::string with(std::string text, const std::string& name, const std::string& value) {
  return text.replace(text.find(name), name.size(), value);
}

TEST(Preview, OfAnInvoiceShowsAllThatItWouldSay) {
  EXPECT_EQ(render_reply(preview_reply(test::invoice(), 6), Form::json),
            R"({"asOfPosition":"6","preview":{"number":"FAC-0012",)" +
                with(kHead, "STATUS", "open") + R"("lines":[)" + with(kLine, "OF", "0") + "]," +
                kSums +
                R"("due":"4.00","reference":"PO 7","note":"two\nlines",)"
                R"("roundingProfile":"perLine","customerVersion":3,"version":0}})");
}

TEST(Preview, OfACreditNoteShowsWhatItCreditsAndWhy) {
  EXPECT_EQ(render_reply(preview_reply(test::credit_note(), 6), Form::json),
            R"({"asOfPosition":"6","preview":{"number":"CN-1",)" + with(kHead, "STATUS", "issued") +
                R"("lines":[)" + with(kLine, "OF", "1") + "]," + kSums +
                R"("reference":"PO 7","note":"came back broken","credited":"3.00",)"
                R"("roundingProfile":"perLine","creditedInvoice":"inv-7",)"
                R"("customerVersion":3,"version":0}})");
}

TEST(DraftContent, LeavesOutWhatTheCatalogueIsStillToGive) {
  capnp::MallocMessageBuilder message;
  write_draft_content(message.initRoot<schema::Reply>().initDraft(), test::draft());
  const auto stored = to_bytes(message);
  const StoredMessage read(stored);
  const auto draft = read.root<schema::Reply>().getDraft();
  ASSERT_EQ(draft.getLines().size(), 2U);
  const auto from_price = draft.getLines()[0];
  EXPECT_STREQ(from_price.getPriceId().cStr(), "paper-2026");
  EXPECT_FALSE(from_price.hasUnitPrice() || from_price.hasTax() || from_price.hasAmount());
  EXPECT_STREQ(draft.getLines()[1].getUnitPrice().cStr(), "1.5");
  EXPECT_TRUE(draft.getLines()[1].hasTax());
  EXPECT_FALSE(draft.hasTotals() || draft.hasNumber() || draft.hasTaxes());
}

}  // namespace
}  // namespace latido::wire
