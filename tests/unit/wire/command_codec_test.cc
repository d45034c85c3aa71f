#include "common/wire/command_codec.h"

#include "common/wire/message.h"
#include "tests/unit/wire/commands.h"

#include <string>
#include <vector>

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <gtest/gtest.h>

#include "schema/commands.capnp.h"

namespace latido::wire {
namespace {

using test::command;

const std::string kLine =
    R"({"name":"Paper","quantity":"2","unitPrice":"1.50","tax":{"category":"S","percent":"19"}})";

std::string issue(const std::string& fields) { return command("issueInvoice", fields); }

std::string with_line(const std::string& line) {
  return issue(R"("series":"A","customerId":"C","currency":"EUR","lines":[)" + line + "]");
}

std::string with_fields(const std::string& fields) {
  return issue(R"("series":"A","customerId":"C","currency":"EUR","lines":[)" + kLine + "]," +
               fields);
}

TEST(ReadCommand, GivesAnInvoiceWithItsNumbersParsed) {
  const auto request = read_command(with_fields(
      R"("issueDate":"2026-11-23","termsDays":30,"prepaid":"1","rounding":"-0.01","allowancesCharges":[{"amount":"0.50","reason":"r","tax":{"category":"AE","percent":"0"}}])"));
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->tenant, "acme");
  EXPECT_EQ(request->key, "k-1");
  const auto& command = std::get<domain::IssueInvoice>(std::get<domain::Command>(request->body));
  EXPECT_EQ(command.series, "A");
  EXPECT_EQ(command.currency.text(), "EUR");
  ASSERT_EQ(command.lines.size(), 1U);
  EXPECT_EQ(command.lines[0].quantity.nano, 2'000'000'000);
  EXPECT_EQ(command.lines[0].unit_price.nano, 1'500'000'000);
  EXPECT_EQ(command.lines[0].base_quantity.nano, 1'000'000'000);
  EXPECT_EQ(command.lines[0].unit_code, "C62");
  EXPECT_EQ(command.lines[0].tax, (domain::Tax{domain::TaxCategory::s, Rate{190'000}}));
  EXPECT_EQ(command.prepaid, 100);
  EXPECT_EQ(command.rounding, -1);
  EXPECT_EQ(command.terms_days, 30);
  ASSERT_EQ(command.allowances_charges.size(), 1U);
  EXPECT_EQ(command.allowances_charges[0].amount, 50);
  EXPECT_EQ(command.allowances_charges[0].tax.category, domain::TaxCategory::ae);
}

using test::Refused;

TEST(ReadCommand, RefusesBadInputWithAStableCodeAndTheField) {
  const std::string nano = "0.0000000001";
  const auto line =
      [](const std::string& quantity, const std::string& price, const std::string& tax) {
        return with_line(R"({"name":"x","quantity":")" + quantity + R"(","unitPrice":")" + price +
                         R"(","tax":)" + tax + "}");
      };
  const std::string s19 = R"({"category":"S","percent":"19"})";
  const Refused table[] = {
      {R"({"key":"k","createSeries":{"series":"A"}})", Code::missing_field, "tenant"},
      {R"({"tenant":"Acme","key":"k","createSeries":{"series":"A"}})", Code::bad_value, "tenant"},
      {R"({"tenant":"a b","key":"k","createSeries":{"series":"A"}})", Code::bad_value, "tenant"},
      {R"({"tenant":"acme","createSeries":{"series":"A"}})", Code::missing_field, "key"},
      {R"({"tenant":"acme","key":")" + std::string(256, 'k') +
           R"(","createSeries":{"series":"A"}})",
       Code::too_long,
       "key"},
      {R"({"tenant":"acme","key":"k","unset":null})", Code::unknown_command, ""},
      {R"({"tenant":"acme","key":"k","createSeries":{}})", Code::missing_field, "series"},
      {R"({"tenant":"acme","key":"k","createSeries":{"series":"A","firstNumber":0}})",
       Code::bad_value,
       "firstNumber"},
      {R"({"tenant":"acme","key":"k","createSeries":{"series":"A","lastNumber":"1000000000000"}})",
       Code::bad_value,
       "lastNumber"},
      {R"({"tenant":"acme","key":"k","createSeries":{"series":"A","digits":13}})",
       Code::bad_value,
       "digits"},
      {R"({"tenant":"acme","key":"k","createSeries":{"series":"A","validFrom":"2026-02-30"}})",
       Code::bad_value,
       "validFrom"},
      {R"({"tenant":"acme","key":"k","createCustomer":{"customerId":"C"}})",
       Code::missing_field,
       "name"},
      {R"({"tenant":"acme","key":"k","createCustomer":{"customerId":"C","name":" "}})",
       Code::bad_value,
       "name"},
      {R"({"tenant":"acme","key":"k","createCustomer":{"customerId":"C","name":"N","address":{"country":"ZZ"}}})",
       Code::bad_value,
       "address.country"},
      {R"({"tenant":"acme","key":"k","createCustomer":{"customerId":"C","name":"N","address":{"country":"de"}}})",
       Code::bad_value,
       "address.country"},
      {R"({"tenant":"acme","key":"k","createCustomer":{"customerId":"C","name":"N","address":{"country":"D"}}})",
       Code::bad_value,
       "address.country"},
      {R"({"tenant":"acme","key":"k","voidInvoice":{"invoiceId":"7","reason":"r"}})",
       Code::bad_value,
       "invoiceId"},
      {R"({"tenant":"acme","key":"k","voidInvoice":{"invoiceId":"inv-007","reason":"r"}})",
       Code::bad_value,
       "invoiceId"},
      {R"({"tenant":"acme","key":"k","voidInvoice":{"invoiceId":"inv-7"}})",
       Code::missing_field,
       "reason"},
      {R"({"tenant":"acme","key":"k","recordPayment":{"invoiceId":"inv-7","amount":"0","currency":"EUR"}})",
       Code::bad_value,
       "amount"},
      {R"({"tenant":"acme","key":"k","recordPayment":{"invoiceId":"inv-7","amount":"-1","currency":"EUR"}})",
       Code::negative_value,
       "amount"},
      {R"({"tenant":"acme","key":"k","recordPayment":{"invoiceId":"inv-7","amount":"1","currency":"EURO"}})",
       Code::unknown_currency,
       "currency"},
      {issue(R"("customerId":"C","currency":"EUR","lines":[])"), Code::missing_field, "series"},
      {issue(R"("series":"A","currency":"EUR")"), Code::missing_field, "customerId"},
      {issue(R"("series":"A","customerId":"C","lines":[])"), Code::missing_field, "currency"},
      {issue(R"("series":"A","customerId":"C","currency":"XXQ")"),
       Code::unknown_currency,
       "currency"},
      {issue(R"("series":"A","customerId":"C","currency":"EUR")"), Code::no_lines, "lines"},
      {line("1,5", "1", s19), Code::bad_value, "lines[0].quantity"},
      {line("", "1", s19), Code::missing_field, "lines[0].quantity"},
      {line("1e3", "1", s19), Code::bad_value, "lines[0].quantity"},
      {line(nano, "1", s19), Code::too_many_decimals, "lines[0].quantity"},
      {line("1", nano, s19), Code::too_many_decimals, "lines[0].unitPrice"},
      {line("1", "-1", s19), Code::negative_value, "lines[0].unitPrice"},
      {line("1", "99999999999999999999", s19), Code::overflow, "lines[0].unitPrice"},
      {line("1", "1", R"({"category":"S"})"), Code::bad_tax, "lines[0].tax.percent"},
      {line("1", "1", R"({"category":"S","percent":"0"})"), Code::bad_tax, "lines[0].tax.percent"},
      {line("1", "1", R"({"category":"E","percent":"19"})"), Code::bad_tax, "lines[0].tax.percent"},
      {line("1", "1", R"({"category":"E"})"), Code::bad_tax, "lines[0].tax.percent"},
      {line("1", "1", R"({"category":"O","percent":"0"})"), Code::bad_tax, "lines[0].tax.percent"},
      {line("1", "1", R"({"category":"Q","percent":"19"})"),
       Code::bad_tax,
       "lines[0].tax.category"},
      {line("1", "1", R"({"percent":"19"})"), Code::missing_field, "lines[0].tax.category"},
      {line("1", "1", R"({"category":"S","percent":"101"})"),
       Code::bad_value,
       "lines[0].tax.percent"},
      {line("1", "1", R"({"category":"S","percent":"-1"})"),
       Code::negative_value,
       "lines[0].tax.percent"},
      {with_line(R"({"name":"x","quantity":"1","unitPrice":"1","baseQuantity":"0","tax":)" + s19 +
                 "}"),
       Code::bad_value,
       "lines[0].baseQuantity"},
      {with_line(R"({"name":"x","quantity":"1","unitPrice":"1","tax":)" + s19 +
                 R"(,"allowancesCharges":[{"amount":"-1"}]})"),
       Code::negative_value,
       "lines[0].allowancesCharges[0].amount"},
      {with_line(R"({"name":"x","quantity":"1","unitPrice":"1","tax":)" + s19 +
                 R"(,"allowancesCharges":[{"amount":"1","tax":)" + s19 + "}]}"),
       Code::bad_tax,
       "lines[0].allowancesCharges[0].tax"},
      {with_fields(R"("allowancesCharges":[{"amount":"1"}])"),
       Code::missing_field,
       "allowancesCharges[0].tax.category"},
      {with_fields(R"("prepaid":"-1")"), Code::negative_value, "prepaid"},
      {with_fields(R"("prepaid":"1.005")"), Code::too_many_decimals, "prepaid"},
      {with_fields(R"("rounding":"1")"), Code::bad_value, "rounding"},
      {with_fields(R"("issueDate":"23.11.2026")"), Code::bad_value, "issueDate"},
      {with_fields(R"("dueDate":"2026-12-01","termsDays":3)"), Code::bad_value, "termsDays"},
      {with_fields(R"("termsDays":3651)"), Code::bad_value, "termsDays"},
      {with_fields(R"("expected":{"payable":"x"})"), Code::bad_value, "expected.payable"},
      {with_fields(R"("expected":{"taxes":[{"category":"S"}]})"),
       Code::bad_tax,
       "expected.taxes[0].percent"},
  };
  test::expect_refused(table);
}

std::string as_capnp(const std::string& json) {
  capnp::MallocMessageBuilder builder;
  const capnp::JsonCodec codec;
  codec.decode(kj::arrayPtr(json.data(), json.size()), builder.initRoot<schema::Command>());
  return to_bytes(builder);
}

std::string hash_of(const std::string& payload) {
  const auto request = read_command(payload);
  if (!request) return request.error().field + ": " + request.error().message;
  return to_hex(as_bytes(request->hash));
}

// One of each shape: lists, unions within a command, choices, drafts.
std::vector<std::string> samples() {
  const std::string allocations =
      R"("allocations":[{"invoiceId":"inv-7","amount":"1"},{"invoiceId":"inv-8","amount":"2"}])";
  return {
      with_line(kLine),
      command("issueCreditNote",
              R"("series":"CN","invoiceId":"inv-7","reason":"r","currency":"EUR",)"
              R"("lines":[{"line":1,"quantity":"1"},{"line":2}])"),
      command("allocate", R"("paymentId":"pay-9","currency":"EUR",)" + allocations),
      command("unallocate", R"("customerId":"C","invoiceId":"inv-7","currency":"EUR")"),
      command("setPolicy", R"("roundingProfile":"cfdi")"),
      command("createSeries", R"("series":"CN","kind":"creditNote")"),
      command("createTenant", R"("name":"Acme","address":{"country":"DE"})"),
      command("updateDraft",
              R"("draftId":"draft-4","content":{"customerId":"C","currency":"EUR"})"),
  };
}

TEST(ReadCommand, HashesTheSameRequestAlikeInJsonAndCapnp) {
  for (const auto& json : samples()) {
    EXPECT_EQ(hash_of(json).size(), 64U) << hash_of(json);
    EXPECT_EQ(hash_of(json), hash_of(as_capnp(json))) << json;
    EXPECT_EQ(hash_of(json), hash_of("  " + json + "\n")) << json;
  }
}

// Bytes that only Cap'n Proto can carry: members and choices that do not exist, pointers anywhere.
TEST(ReadCommand, WithAnyBitOfItsCapnpChangedNeverDoesMoreThanRefuse) {
  for (const auto& json : samples()) {
    const std::string bytes = as_capnp(json);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      std::string broken = bytes;
      auto& byte = broken[bit / 8];
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (bit % 8)));
      const auto request = read_command(broken);
      EXPECT_TRUE(request || !request.error().message.empty());
    }
  }
}

TEST(ReadCommand, RefusesAChoiceThatDoesNotExistInCapnpToo) {
  capnp::MallocMessageBuilder builder;
  auto in = builder.initRoot<schema::Command>();
  in.setTenant("acme");
  in.setKey("k");
  in.initSetPolicy().setRoundingProfile(static_cast<schema::RoundingProfile>(3));
  const auto request = read_command(to_bytes(builder));
  ASSERT_FALSE(request);
  EXPECT_EQ(code_name(request.error().code), "BAD_VALUE");
  EXPECT_EQ(request.error().field, "roundingProfile");
}

TEST(ReadCommand, HashesTheSameFieldsAlikeInAnyOrder) {
  EXPECT_EQ(hash_of(command("allocate",
                            R"("paymentId":"pay-9","currency":"EUR",)"
                            R"("allocations":[{"invoiceId":"inv-7","amount":"1"}])")),
            hash_of(command("allocate",
                            R"("allocations":[{"amount":"1","invoiceId":"inv-7"}],)"
                            R"("currency":"EUR","paymentId":"pay-9")")));
  const std::string credit = R"("series":"CN","invoiceId":"inv-7","reason":"r","currency":"EUR")";
  EXPECT_EQ(hash_of(command("issueCreditNote", credit)),
            hash_of(command("issueCreditNote", R"("whole":null,)" + credit)));
}

// Pinned: another hash for the same request would turn every retry into IDEMPOTENCY_MISMATCH.
TEST(ReadCommand, KeepsTheHashOfARequest) {
  EXPECT_EQ(to_hex(as_bytes(read_command(with_line(kLine))->hash)).substr(0, 16),
            "1428667719ed4d51");
}

TEST(ReadCommand, HashesAnotherRequestOtherwise) {
  EXPECT_NE(hash_of(with_fields(R"("note":"")")), hash_of(with_line(kLine)));
  const std::string unallocate = R"("invoiceId":"inv-7","currency":"EUR",)";
  EXPECT_NE(hash_of(command("unallocate", unallocate + R"("customerId":"pay-9")")),
            hash_of(command("unallocate", unallocate + R"("paymentId":"pay-9")")));
  EXPECT_NE(hash_of(command("deleteDraft", R"("draftId":"draft-4")")),
            hash_of(command("deleteDraft", R"("draftId":"draft-4")", R"("expectedVersion":1,)")));
  EXPECT_NE(read_command(with_line(kLine))->hash, read_command(with_fields(R"("note":"n")"))->hash);
}

TEST(ReadCommand, AsksForAStatusWithoutABody) {
  const auto request = read_command(R"({"tenant":"acme","key":"k","commandStatus":null})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_TRUE(std::holds_alternative<StatusRequest>(request->body));
}

}  // namespace
}  // namespace latido::wire
