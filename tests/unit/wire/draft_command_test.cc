#include "tests/unit/wire/commands.h"

namespace latido::wire {
namespace {

using test::command;
using test::read_as;

const std::string kLine =
    R"({"name":"Paper","quantity":"2","unitPrice":"1.50","tax":{"category":"S","percent":"19"}})";

TEST(ReadDraft, NeedsOnlyACustomerAndACurrency) {
  const auto draft =
      read_as<domain::CreateDraft>(command("createDraft", R"("customerId":"C","currency":"EUR")"))
          .content;
  EXPECT_EQ(draft.series, "");
  EXPECT_EQ(draft.customer_id, "C");
  EXPECT_TRUE(draft.lines.empty());
}

TEST(ReadDraft, TakesAllThatAnInvoiceSays) {
  const auto draft = read_as<domain::CreateDraft>(
                         command("createDraft",
                                 R"("series":"A","customerId":"C","currency":"EUR","termsDays":30,)"
                                 R"("prepaid":"1","lines":[)" +
                                     kLine + "]"))
                         .content;
  EXPECT_EQ(draft.series, "A");
  EXPECT_EQ(draft.prepaid, 100);
  EXPECT_EQ(draft.terms_days, 30);
  ASSERT_EQ(draft.lines.size(), 1U);
}

TEST(ReadDraft, ChangesByItsIdAndVersion) {
  const std::string versioned = R"("expectedVersion":2,)";
  const auto lines = read_as<domain::SetLines>(
      command("setLines",
              R"("draftId":"draft-4","currency":"EUR","lines":[)" + kLine +
                  R"(],"allowancesCharges":[{"charge":true,"amount":"5","tax":{"category":"O"}}])",
              versioned));
  EXPECT_EQ(lines.draft, 4);
  EXPECT_EQ(lines.expected_version, 2U);
  EXPECT_EQ(lines.lines.size(), 1U);
  ASSERT_EQ(lines.allowances_charges.size(), 1U);
  EXPECT_EQ(lines.allowances_charges[0].amount, 500);

  const auto updated = read_as<domain::UpdateDraft>(
      command("updateDraft",
              R"("draftId":"draft-4","content":{"customerId":"D","currency":"EUR","note":"n"})",
              versioned));
  EXPECT_EQ(updated.draft, 4);
  EXPECT_EQ(updated.expected_version, 2U);
  EXPECT_EQ(updated.content.customer_id, "D");

  const auto deleted =
      read_as<domain::DeleteDraft>(command("deleteDraft", R"("draftId":"draft-4")", versioned));
  EXPECT_EQ(deleted.draft, 4);
  EXPECT_EQ(deleted.expected_version, 2U);
}

TEST(ReadIssueDraft, NeedsACurrencyOnlyForFigures) {
  const auto plain = read_as<domain::IssueDraft>(command("issueDraft", R"("draftId":"draft-4")"));
  EXPECT_EQ(plain.draft, 4);
  EXPECT_FALSE(plain.currency || plain.issue_date);
  EXPECT_EQ(plain.expected, domain::Expected{});
  const auto full = read_as<domain::IssueDraft>(
      command("issueDraft",
              R"("draftId":"draft-4","series":"A","issueDate":"2026-11-23","currency":"JPY",)"
              R"("expected":{"payable":"1050"})"));
  EXPECT_EQ(full.series, "A");
  EXPECT_EQ(to_text(*full.issue_date), "2026-11-23");
  EXPECT_EQ(full.expected.payable, 1050);
}

TEST(ReadDraft, RefusesBadInputWithAStableCodeAndTheField) {
  const std::string content = R"("customerId":"C","currency":"EUR")";
  const auto update = [](const std::string& fields) {
    return command("updateDraft", R"("draftId":"draft-4","content":{)" + fields + "}");
  };
  const test::Refused table[] = {
      {command("createDraft", R"("currency":"EUR")"), Code::missing_field, "customerId"},
      {command("createDraft", R"("customerId":"C")"), Code::missing_field, "currency"},
      {command("createDraft", content + R"(,"expected":{"payable":"1"})"),
       Code::bad_value,
       "expected"},
      {command("createDraft", content + R"(,"lines":[{"name":"x"}])"),
       Code::missing_field,
       "lines[0].unitPrice"},
      {command("setLines", R"("currency":"EUR")"), Code::missing_field, "draftId"},
      {command("setLines", R"("draftId":"inv-4","currency":"EUR")"), Code::bad_value, "draftId"},
      {command("setLines", R"("draftId":"draft-4")"), Code::missing_field, "currency"},
      {update(R"("currency":"EUR")"), Code::missing_field, "content.customerId"},
      {update(content + R"(,"prepaid":"-1")"), Code::negative_value, "content.prepaid"},
      {update(content + R"(,"termsDays":3651)"), Code::bad_value, "content.termsDays"},
      {update(content + R"(,"lines":[{}])"), Code::bad_value, "content.lines"},
      {update(content + R"(,"allowancesCharges":[{}])"),
       Code::bad_value,
       "content.allowancesCharges"},
      {update(content + R"(,"expected":{"payable":"1"})"), Code::bad_value, "content.expected"},
      {update(content + R"(,"nte":"x")"), Code::unknown_field, "content.nte"},
      {command("deleteDraft", ""), Code::missing_field, "draftId"},
      {command("issueDraft", R"("draftId":"draft-4","expected":{"payable":"1"})"),
       Code::missing_field,
       "currency"},
      {command("issueDraft", R"("draftId":"draft-4","currency":"EURO")"),
       Code::unknown_currency,
       "currency"},
      {command("issueDraft",
               R"("draftId":"draft-4","currency":"EUR","expected":{"payable":"1.005"})"),
       Code::too_many_decimals,
       "expected.payable"},
  };
  test::expect_refused(table);
}

}  // namespace
}  // namespace latido::wire
