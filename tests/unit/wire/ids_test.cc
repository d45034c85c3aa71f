#include "common/wire/ids.h"

#include <gtest/gtest.h>

namespace latido::wire {
namespace {

constexpr IdKind kAll[] = {IdKind::invoice, IdKind::credit_note, IdKind::payment, IdKind::draft};

TEST(Id, SaysWhatItIsOf) {
  EXPECT_EQ(invoice_id_text(7), "inv-7");
  EXPECT_EQ(credit_note_id_text(8), "cn-8");
  EXPECT_EQ(payment_id_text(9), "pay-9");
  EXPECT_EQ(draft_id_text(4), "draft-4");
}

TEST(Id, ReadsBackWhatItPrintsAndIsOfOneKindOnly) {
  for (const auto kind : kAll) {
    const auto text = id_text(kind, 9223372036854775807);
    EXPECT_EQ(parse_id(kind, text, "id"), 9223372036854775807);
    for (const auto other : kAll) EXPECT_EQ(parse_id(other, text, "id").has_value(), other == kind);
  }
}

TEST(Id, HasOnlyOneForm) {
  for (const auto* text : {"inv-",
                           "inv-0",
                           "inv-07",
                           "inv--1",
                           "inv-1x",
                           "INV-1",
                           "inv- 1",
                           "inv-+1",
                           "7",
                           "inv-9223372036854775808"}) {
    const auto refusal = parse_invoice_id(text, "invoiceId").error();
    EXPECT_EQ(refusal.code, Code::bad_value) << text;
    EXPECT_EQ(refusal.field, "invoiceId") << text;
  }
  EXPECT_EQ(parse_draft_id("", "draftId").error().code, Code::missing_field);
}

TEST(Id, IsWhatNoPrintedNumberMayLookLike) {
  for (const auto* word : {"inv-", "cn-", "pay-", "draft-"}) {
    for (const auto* digits : {"", "0", "7", "0042"})
      EXPECT_TRUE(prints_ids(std::string(word) + digits)) << word << digits;
    EXPECT_FALSE(prints_ids(std::string(word) + "2026-")) << word;
  }
  for (const auto* prefix :
       {"", "F-", "INV-", "CN-", "inv", "cn", "invoice-", "inv--", "inv-A", " inv-", "7inv-", "-"})
    EXPECT_FALSE(prints_ids(prefix)) << prefix;
}

}  // namespace
}  // namespace latido::wire
