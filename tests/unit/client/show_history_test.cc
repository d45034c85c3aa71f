#include "clients/cpp/command/show_history.h"

#include "tests/unit/client/from_json.h"

#include <gtest/gtest.h>

namespace latido::command {

TEST(EventTable, SaysWhatHappenedWhenAndByWhom) {
  FromJson<schema::EventPage> page(R"({"events": [
    {"position": "1", "event": {"recordedAtUnixMs": "1773144000000", "actor": "ada",
                                "customerCreated": {"customerId": "c-1"}}},
    {"position": "2", "event": {"recordedAtUnixMs": "1773144000123", "periodClosed": 20000}}]})");
  Table table = event_table();
  add_events(table, page.get());
  EXPECT_EQ(table.text({}),
            "POSITION  TIME (UTC)               WHAT             WHO\n"
            "       1  2026-03-10 12:00:00.000  customerCreated  ada\n"
            "       2  2026-03-10 12:00:00.123  periodClosed\n");
}

TEST(LedgerTable, HasTwoAccountsAndOneAmountARow) {
  FromJson<schema::LedgerPage> page(R"({"entries": [{"position": "3", "leg": 1, "currency": "EUR",
    "debit": "receivable", "credit": "revenue", "amount": "19.80"}]})");
  Table table = ledger_table();
  add_ledger(table, page.get());
  EXPECT_EQ(table.csv(),
            "position,debit,credit,currency,amount\r\n3,receivable,revenue,EUR,19.80\r\n");
}

TEST(TimeText, IsUtcAlsoBefore1970) {
  EXPECT_EQ(time_text(0), "1970-01-01 00:00:00.000");
  EXPECT_EQ(time_text(-1), "1969-12-31 23:59:59.999");
}

}  // namespace latido::command
