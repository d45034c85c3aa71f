#include "common/export/cufe.h"

#include "tests/unit/export/sample.h"

#include <gtest/gtest.h>

namespace latido::exports {
namespace {

constexpr char kKey[] = "693ff6f2a553c3646a063436fd4dd9ded0311471";

// The example of DIAN's Anexo Tecnico de Factura Electronica de Venta 1.9, section 11.2.1: number
// 323200000129 of 2019-01-16 10:53:10-05:00, 1,500,000.00 and 285,000.00 of IVA.
ExportedDocument annex_example() {
  ExportedDocument out;
  out.document.number = "323200000129";
  out.document.issue_date = Date{17'912};       // 2019-01-16
  out.recorded_at_unix_ms = 1'547'653'990'000;  // 2019-01-16 15:53:10 UTC
  out.document.currency = Currency{{'C', 'O', 'P'}, 2};
  out.document.totals.line_total = 150'000'000;
  out.document.totals.tax_total = 28'500'000;
  out.document.customer.tax_id = "800199436-5";
  out.seller = domain::Seller{"", "700.085.371", {}};
  return out;
}

std::string refused_at(const ExportedDocument& document, const CufeKey& key) {
  const auto cufe = cufe_of(document, key);
  return cufe ? "nothing" : std::string(code_name(cufe.error().code)) + " " + cufe.error().field;
}

}  // namespace

TEST(Cufe, IsThatOfTheAnnex) {
  EXPECT_EQ(
      cufe_of(annex_example(), {kKey, 1}).value(),
      "8bb918b19ba22a694f1da11c643b5e9de39adf60311cf179179e9b33381030bcd4c3c3f156c506ed5908f92"
      "76f5bd9b4");
}

TEST(Cufe, OfTheTestEnvironmentIsAnother) {
  EXPECT_NE(cufe_of(annex_example(), {kKey, 2}).value(),
            cufe_of(annex_example(), {kKey, 1}).value());
}

TEST(Cufe, NeedsAnEnvironmentAndAKey) {
  EXPECT_EQ(refused_at(annex_example(), {kKey, 3}), "BAD_VALUE cufe.environment");
  EXPECT_EQ(refused_at(annex_example(), {"", 1}), "BAD_VALUE cufe.technicalKey");
  EXPECT_EQ(refused_at(annex_example(), {"no key", 1}), "BAD_VALUE cufe.technicalKey");
}

TEST(Cufe, IsNotForACreditNote) {
  auto document = annex_example();
  document.credited = Credited{};
  EXPECT_EQ(refused_at(document, {kKey, 1}), "NOT_EXPORTABLE cufe");
}

TEST(Cufe, NeedsBothNumbersAndTwoDecimals) {
  auto document = annex_example();
  document.document.customer.tax_id = "-5";
  EXPECT_EQ(refused_at(document, {kKey, 1}), "NOT_EXPORTABLE customer.taxId");
  document.seller.reset();
  EXPECT_EQ(refused_at(document, {kKey, 1}), "NOT_EXPORTABLE seller.taxId");
  document.document.currency = Currency{{'J', 'P', 'Y'}, 0};
  EXPECT_EQ(refused_at(document, {kKey, 1}), "NOT_EXPORTABLE currency");
}

// 2026-11-24 02:00:00 UTC is the evening before in Colombia. By sha384sum over
// "3232000001292026-11-2321:00:00-05:001500000.0001285000.00040.00030.001785000.00700085371800199436"
// and the key and "1".
TEST(Cufe, TakesDateAndTimeFromOneClock) {
  auto document = annex_example();
  document.recorded_at_unix_ms = 1'795'485'600'000;
  document.document.issue_date = Date{20'780};  // 2026-11-23
  EXPECT_EQ(cufe_of(document, {kKey, 1}).value(),
            "09f76ef661717d35c2bf1b0d1d65061e55625e2049415e58f1cdc0fffd18873a509af643befd2b286f14fa"
            "e4d4b7b5f1");
  document.document.issue_date = Date{20'781};  // the day in UTC: 19 hours after it was issued
  EXPECT_EQ(refused_at(document, {kKey, 1}), "NOT_EXPORTABLE issueDate");
}

TEST(ColombianTime, IsFiveHoursBehindUtcAlsoAcrossMidnight) {
  EXPECT_EQ(colombian_time(0), "19:00:00-05:00");
  EXPECT_EQ(colombian_time(5 * 3'600'000 + 61'999), "00:01:01-05:00");
}

}  // namespace latido::exports
