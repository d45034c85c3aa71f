#pragma once

#include "clients/cpp/command/table.h"

#include <array>
#include <map>
#include <string>
#include <vector>

#include "schema/queries.capnp.h"

// Reports as tables, for people and as CSV. Pure.
namespace latido::command {

Table balance_table(schema::Balances::Reader balances);
Table trial_balance_table(schema::TrialBalanceReport::Reader report);

Table aging_table();
void add_aging(Table& table, schema::Aging::Reader page);

// Pages of a statement put together: its first row is what was owed before, its last what is owed
// then.
class StatementPages {
 public:
  void add(schema::StatementReport::Reader page);
  [[nodiscard]] Table table() const;

 private:
  std::string currency_;
  std::vector<std::vector<Cell>> rows_;
  std::string closing_;
};

// Parts of a tax report, added up exactly by (currency, category, percent).
class TaxSums {
 public:
  void add(schema::TaxReportPart::Reader part);
  [[nodiscard]] Table table() const;

 private:
  using Group = std::array<std::string, 3>;
  // Invoiced base and tax, credited base and tax, base and tax.
  struct Sums {
    std::array<std::string, 6> amounts;
    std::uint64_t documents = 0;
  };
  std::map<Group, Sums> sums_;
};

// The sum of two amounts as text, exactly, with as many decimals as the longer has.
std::string add_amounts(const std::string& a, const std::string& b);

}  // namespace latido::command
