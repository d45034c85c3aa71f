#include "clients/cpp/command/show_master_data.h"

#include "tests/unit/client/from_json.h"

#include <gtest/gtest.h>

namespace latido::command {
namespace {

constexpr Style kPlain{};

}  // namespace

TEST(ShowCustomer, SaysItsVersionAndWhetherItIsInUse) {
  FromJson<schema::Customer> customer(R"({"customerId": "c-1", "name": "Ada", "taxId": "GB1",
    "address": {"street": "Calle 1", "city": "Madrid", "country": "ES"}, "version": 3, "archived": true})");
  EXPECT_EQ(show_customer(customer.get(), kPlain),
            "Customer  c-1\n"
            "Name      Ada\n"
            "Tax id    GB1\n"
            "Address   Calle 1, Madrid, ES\n"
            "Version   3\n"
            "State     archived\n");
}

TEST(ShowSeries, SaysWhenItIsUsedUp) {
  FromJson<schema::Series> series(R"({"series": "F", "prefix": "F-", "firstNumber": "1",
    "lastNumber": "9", "nextNumber": "10", "remaining": "0", "lastIssueDate": "2026-03-10"})");
  EXPECT_EQ(show_series(series.get(), kPlain),
            "Series           F\n"
            "Prefix           F-\n"
            "Numbers          1 to 9\n"
            "Next number      none: used up\n"
            "Numbers left     0\n"
            "Last issue date  2026-03-10\n");
}

TEST(ShowSeries, SaysWhenItIsClosedAndOfWhatItIs) {
  FromJson<schema::Series> series(R"({"series": "CN", "firstNumber": "1", "lastNumber": "9",
    "nextNumber": "2", "remaining": "8", "kind": "creditNote", "closed": true})");
  EXPECT_EQ(show_series(series.get(), kPlain),
            "Series        CN\n"
            "Of            credit notes\n"
            "Numbers       1 to 9\n"
            "Next number   none: closed\n"
            "Numbers left  8\n");
}

TEST(ShowTaxRate, HasItsVersionsEarliestFirst) {
  FromJson<schema::TaxRate> rate(R"({"taxCode": "std", "lastUsed": "2026-05-01", "versions": [
    {"validFrom": "2026-01-01", "category": "S", "percent": "19"},
    {"validFrom": "2027-01-01", "category": "S", "percent": "21"}]})");
  EXPECT_EQ(show_tax_rate(rate.get(), kPlain),
            "Tax code   std\n"
            "Last used  2026-05-01\n"
            "\n"
            "FROM        CATEGORY  PERCENT\n"
            "2026-01-01  S              19\n"
            "2027-01-01  S              21\n");
}

TEST(ShowPrice, SaysForHowMany) {
  FromJson<schema::Price> price(R"({"priceId": "p", "productId": "screw", "currency": "EUR",
    "unitPrice": "12", "baseQuantity": "1000", "taxCode": "std"})");
  EXPECT_EQ(show_price(price.get(), kPlain),
            "Price     p\n"
            "Product   screw\n"
            "Amount    12 EUR\n"
            "For       1000\n"
            "Tax code  std\n"
            "State     in use\n");
}

TEST(ShowBooks, SaysThatNothingIsSetYet) {
  FromJson<schema::Books> books("{}");
  EXPECT_EQ(show_books(books.get(), kPlain),
            "Seller        none\n"
            "Rounding      en16931\n"
            "Voids         allowed\n"
            "Closed up to  nothing\n");
}

TEST(ShowGaps, AddsUpThePartsOfASeries) {
  FromJson<schema::Gaps> first(
      R"({"series": "F", "firstNumber": "1", "lastNumber": "100", "voided": ["7"], "nextNumber": "101"})");
  FromJson<schema::Gaps> second(
      R"({"series": "F", "firstNumber": "101", "lastNumber": "120", "missing": ["110", "111"]})");
  GapSums sums;
  add_gaps(sums, first.get());
  EXPECT_EQ(show_gaps(sums, kPlain), "Numbers  1 to 100\nMissing  none\nVoid     7\n");
  add_gaps(sums, second.get());
  EXPECT_EQ(show_gaps(sums, kPlain), "Numbers  1 to 120\nMissing  110, 111\nVoid     7\n");
}

TEST(ShowGaps, OfASeriesWithoutDocumentsSaysSo) {
  EXPECT_EQ(show_gaps({}, kPlain), "Numbers  none yet\nMissing  none\n");
}

}  // namespace latido::command
