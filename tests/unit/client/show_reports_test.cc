#include "clients/cpp/command/show_reports.h"

#include "tests/unit/client/from_json.h"

#include <gtest/gtest.h>

namespace latido::command {

TEST(StatementPages, BeginAndEndWithWhatIsOwed) {
  FromJson<schema::StatementReport> first(R"({"currency": "EUR", "opening": "10.00",
    "entries": [{"date": "2026-03-10", "kind": "invoice", "id": "inv-7", "number": "F-1",
                 "amount": "23.56", "balance": "33.56", "position": "7"}],
    "closing": "33.56", "nextCursor": "c"})");
  FromJson<schema::StatementReport> last(R"({"currency": "EUR", "opening": "33.56",
    "entries": [{"date": "2026-03-20", "kind": "payment", "id": "pay-9", "amount": "-33.56",
                 "balance": "0.00", "position": "9"}],
    "closing": "0.00"})");
  StatementPages pages;
  pages.add(first.get());
  pages.add(last.get());
  EXPECT_EQ(pages.table().text({}),
            "DATE        WHAT     ID     NUMBER     EUR  BALANCE\n"
            "            opening                           10.00\n"
            "2026-03-10  invoice  inv-7  F-1      23.56    33.56\n"
            "2026-03-20  payment  pay-9          -33.56     0.00\n"
            "            closing                            0.00\n");
}

TEST(TaxSums, AddUpTheSameGroupOfSeveralParts) {
  FromJson<schema::TaxReportPart> first(R"({"rows": [
    {"currency": "EUR", "category": "S", "percent": "19", "invoicedBase": "100.10", "invoicedTax": "19.02",
     "creditedBase": "0.10", "creditedTax": "0.02", "base": "100.00", "tax": "19.00", "documents": 3}]})");
  FromJson<schema::TaxReportPart> second(R"({"rows": [
    {"currency": "EUR", "category": "S", "percent": "19", "invoicedBase": "0.90", "invoicedTax": "0.17",
     "creditedBase": "1.00", "creditedTax": "0.19", "base": "-0.10", "tax": "-0.02", "documents": 2},
    {"currency": "EUR", "category": "E", "percent": "0", "invoicedBase": "5.00", "invoicedTax": "0.00",
     "creditedBase": "0.00", "creditedTax": "0.00", "base": "5.00", "tax": "0.00", "documents": 1}]})");
  TaxSums sums;
  sums.add(first.get());
  sums.add(second.get());
  EXPECT_EQ(sums.table().csv(),
            "currency,category,percent,invoiced_base,invoiced_tax,credited_base,credited_tax,base,"
            "tax,documents\r\n"
            "EUR,E,0,5.00,0.00,0.00,0.00,5.00,0.00,1\r\n"
            "EUR,S,19,101.00,19.19,1.10,0.21,99.90,18.98,5\r\n");
}

TEST(AddAmounts, IsExactAndKeepsTheDecimals) {
  EXPECT_EQ(add_amounts("", "1.005"), "1.005");
  EXPECT_EQ(add_amounts("0.1", "0.25"), "0.35");
  EXPECT_EQ(add_amounts("-0.01", "0.01"), "0.00");
  EXPECT_EQ(add_amounts("100", "23"), "123");
  EXPECT_THROW(add_amounts("9223372036854775807", "1"), std::runtime_error);
}

TEST(AgingTable, HasOneRowForEachCustomerAndCurrency) {
  FromJson<schema::Aging> aging(
      R"({"date": "2026-06-01", "rows": [{"customerId": "c-1", "currency": "EUR",
    "current": "1.00", "days1to30": "2.00", "days31to60": "3.00", "days61to90": "4.00", "over90": "5.00",
    "total": "15.00"}]})");
  Table table = aging_table();
  add_aging(table, aging.get());
  EXPECT_EQ(table.csv(),
            "customer,currency,current,1-30_days,31-60_days,61-90_days,over_90,total\r\n"
            "c-1,EUR,1.00,2.00,3.00,4.00,5.00,15.00\r\n");
}

TEST(TrialBalanceTable, HasDebitsAndCreditsApart) {
  FromJson<schema::TrialBalanceReport> report(R"({"accounts": [
    {"currency": "EUR", "account": "receivable", "debit": "23.56"},
    {"currency": "EUR", "account": "revenue", "credit": "19.80"}]})");
  EXPECT_EQ(trial_balance_table(report.get()).csv(),
            "currency,account,debit,credit\r\nEUR,receivable,23.56,\r\nEUR,revenue,,19.80\r\n");
}

TEST(BalanceTable, ShowsCreditBesideWhatIsDue) {
  FromJson<schema::Balances> balances(R"({"balances": [{"currency": "EUR", "receivable": "20.00",
    "overdue": "5.00", "credit": "3.00", "balance": "17.00"}]})");
  EXPECT_EQ(balance_table(balances.get()).csv(),
            "currency,due,overdue,credit,balance\r\nEUR,20.00,5.00,3.00,17.00\r\n");
}

}  // namespace latido::command
