#include "tests/unit/wire/commands.h"

namespace latido::wire {
namespace {

using domain::IssueCreditNote;
using test::command;
using test::read_as;

const std::string kHead = R"("series":"CN","invoiceId":"inv-7","reason":"r","currency":"EUR")";

IssueCreditNote credit(const std::string& more) {
  return read_as<IssueCreditNote>(command("issueCreditNote", kHead + more));
}

TEST(ReadCreditNote, IsOfTheWholeInvoiceUnlessSaidOtherwise) {
  for (const auto* more : {"", R"(,"whole":null)"}) {
    const auto read = credit(more);
    EXPECT_EQ(read.series, "CN");
    EXPECT_EQ(read.invoice, 7);
    EXPECT_TRUE(std::holds_alternative<IssueCreditNote::Whole>(read.what));
    EXPECT_FALSE(read.issue_date || read.to_invoice || read.to_credit || read.expected_payable);
  }
}

TEST(ReadCreditNote, IsOfLinesByQuantityByAmountOrAll) {
  const auto read =
      credit(R"(,"lines":[{"line":1,"quantity":"0.5"},{"line":2,"amount":"-3"},{"line":9}])");
  const auto& parts = std::get<std::vector<IssueCreditNote::LinePart>>(read.what);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].line, 1);
  EXPECT_EQ(parts[0].quantity, Decimal{500'000'000});
  EXPECT_FALSE(parts[0].amount);
  EXPECT_EQ(parts[1].amount, -300);
  EXPECT_FALSE(parts[1].quantity);
  EXPECT_EQ(parts[2].line, 9);
  EXPECT_FALSE(parts[2].quantity || parts[2].amount);
}

TEST(ReadCreditNote, IsOfAnAmountAndSaysWhereItGoes) {
  const auto read = credit(
      R"(,"amount":"10","toInvoice":"4","toCredit":"6","expectedPayable":"10","issueDate":"2026-11-23")");
  EXPECT_EQ(std::get<IssueCreditNote::Amount>(read.what).gross, 1000);
  EXPECT_EQ(read.to_invoice, 400);
  EXPECT_EQ(read.to_credit, 600);
  EXPECT_EQ(read.expected_payable, 1000);
  EXPECT_EQ(to_text(*read.issue_date), "2026-11-23");
}

TEST(ReadPreview, AsksForAnInvoiceOrACreditNoteAndIsNoCommand) {
  const auto credit_note = read_command(command("previewCreditNote", kHead));
  ASSERT_TRUE(credit_note) << credit_note.error().message;
  const auto& asked = std::get<PreviewRequest>(credit_note->body).command;
  EXPECT_EQ(std::get<IssueCreditNote>(asked).invoice, 7);

  const auto invoice = read_command(command("previewInvoice",
                                            R"("series":"A","customerId":"C","currency":"EUR",)"
                                            R"("lines":[{"priceId":"p","quantity":"1"}])"));
  ASSERT_TRUE(invoice) << invoice.error().message;
  EXPECT_EQ(std::get<domain::IssueInvoice>(std::get<PreviewRequest>(invoice->body).command).series,
            "A");
}

TEST(ReadCreditNote, RefusesBadInputWithAStableCodeAndTheField) {
  const auto with = [](const std::string& more) {
    return command("issueCreditNote", kHead + "," + more);
  };
  const auto part = [&](const std::string& fields) {
    return with(R"("lines":[{)" + fields + "}]");
  };
  const test::Refused table[] = {
      {command("issueCreditNote", R"("invoiceId":"inv-7")"), Code::missing_field, "series"},
      {command("issueCreditNote", R"("series":"CN")"), Code::missing_field, "invoiceId"},
      {command("issueCreditNote", R"("series":"CN","invoiceId":"cn-7")"),
       Code::bad_value,
       "invoiceId"},
      {command("issueCreditNote", R"("series":"CN","invoiceId":"inv-7","reason":"r")"),
       Code::missing_field,
       "currency"},
      {command("issueCreditNote", R"("series":"CN","invoiceId":"inv-7","currency":"EUR")"),
       Code::missing_field,
       "reason"},
      {with(R"("lines":[])"), Code::no_lines, "lines"},
      {with(R"("amount":"")"), Code::missing_field, "amount"},
      {with(R"("amount":"0")"), Code::bad_value, "amount"},
      {with(R"("amount":"-1")"), Code::negative_value, "amount"},
      {with(R"("whole":null,"amount":"1")"), Code::bad_value, "amount"},
      {part(R"("quantity":"1")"), Code::bad_value, "lines[0].line"},
      {part(R"("line":1,"quantity":"1","amount":"1")"), Code::bad_value, "lines[0].amount"},
      {part(R"("line":1,"quantity":"one")"), Code::bad_value, "lines[0].quantity"},
      {part(R"("line":1,"amount":"1.005")"), Code::too_many_decimals, "lines[0].amount"},
      {with(R"("toInvoice":"-1")"), Code::negative_value, "toInvoice"},
      {with(R"("toCredit":"x")"), Code::bad_value, "toCredit"},
      {with(R"("expectedPayable":"x")"), Code::bad_value, "expectedPayable"},
      {with(R"("issueDate":"x")"), Code::bad_value, "issueDate"},
      {command("previewCreditNote", R"("series":"CN")"), Code::missing_field, "invoiceId"},
      {command("previewInvoice", R"("series":"A","customerId":"C","currency":"EUR")"),
       Code::no_lines,
       "lines"},
  };
  test::expect_refused(table);
}

}  // namespace
}  // namespace latido::wire
