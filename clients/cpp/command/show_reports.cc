#include "clients/cpp/command/show_reports.h"

#include "clients/cpp/command/text_of.h"
#include "common/money/rounding.h"
#include "common/money/scaled.h"

#include <algorithm>
#include <stdexcept>

namespace latido::command {
namespace {

unsigned decimals_of(const std::string& amount) {
  const auto point = amount.find('.');
  return point == std::string::npos ? 0 : static_cast<unsigned>(amount.size() - point - 1);
}

}  // namespace

std::string add_amounts(const std::string& a, const std::string& b) {
  if (a.empty()) return b;
  constexpr unsigned kDecimalsMax = 4;  // of any currency
  const unsigned decimals = std::min(std::max(decimals_of(a), decimals_of(b)), kDecimalsMax);
  const auto first = parse_scaled(a, decimals, "");
  const auto second = parse_scaled(b, decimals, "");
  const auto sum = first && second ? checked_add(*first, *second) : std::nullopt;
  if (!sum) throw std::runtime_error("The parts of the tax report cannot be added up.");
  return scaled_to_text(*sum, decimals);
}

Table balance_table(schema::Balances::Reader balances) {
  Table table({{"CURRENCY"},
               {"DUE", Align::right},
               {"OVERDUE", Align::right},
               {"CREDIT", Align::right},
               {"BALANCE", Align::right}});
  for (const auto one : balances.getBalances()) {
    table.add({text_of(one.getCurrency()),
               text_of(one.getReceivable()),
               text_of(one.getOverdue()),
               text_of(one.getCredit()),
               {text_of(one.getBalance()), Color::bold}});
  }
  return table;
}

void StatementPages::add(schema::StatementReport::Reader page) {
  if (rows_.empty()) {
    currency_ = text_of(page.getCurrency());
    rows_.push_back({"", "opening", "", "", "", {text_of(page.getOpening()), Color::bold}});
  }
  for (const auto entry : page.getEntries()) {
    rows_.push_back({text_of(entry.getDate()),
                     text_of(entry.getKind()),
                     text_of(entry.getId()),
                     text_of(entry.getNumber()),
                     text_of(entry.getAmount()),
                     text_of(entry.getBalance())});
  }
  closing_ = text_of(page.getClosing());
}

Table StatementPages::table() const {
  Table table({{"DATE"},
               {"WHAT"},
               {"ID"},
               {"NUMBER"},
               {currency_, Align::right},
               {"BALANCE", Align::right}});
  for (const auto& row : rows_) table.add(row);
  table.add({"", "closing", "", "", "", {closing_, Color::bold}});
  return table;
}

Table trial_balance_table(schema::TrialBalanceReport::Reader report) {
  Table table({{"CURRENCY"}, {"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}});
  for (const auto account : report.getAccounts()) {
    table.add({text_of(account.getCurrency()),
               text_of(account.getAccount()),
               text_of(account.getDebit()),
               text_of(account.getCredit())});
  }
  return table;
}

Table aging_table() {
  return Table({{"CUSTOMER"},
                {"CURRENCY"},
                {"CURRENT", Align::right},
                {"1-30 DAYS", Align::right},
                {"31-60 DAYS", Align::right},
                {"61-90 DAYS", Align::right},
                {"OVER 90", Align::right},
                {"TOTAL", Align::right}});
}

void add_aging(Table& table, schema::Aging::Reader page) {
  for (const auto row : page.getRows()) {
    table.add({text_of(row.getCustomerId()),
               text_of(row.getCurrency()),
               text_of(row.getCurrent()),
               text_of(row.getDays1to30()),
               text_of(row.getDays31to60()),
               text_of(row.getDays61to90()),
               text_of(row.getOver90()),
               {text_of(row.getTotal()), Color::bold}});
  }
}

void TaxSums::add(schema::TaxReportPart::Reader part) {
  for (const auto row : part.getRows()) {
    auto& sums =
        sums_[{text_of(row.getCurrency()), text_of(row.getCategory()), text_of(row.getPercent())}];
    const std::array amounts{row.getInvoicedBase(),
                             row.getInvoicedTax(),
                             row.getCreditedBase(),
                             row.getCreditedTax(),
                             row.getBase(),
                             row.getTax()};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      sums.amounts.at(i) = add_amounts(sums.amounts.at(i), text_of(amounts.at(i)));
    }
    sums.documents += row.getDocuments();
  }
}

Table TaxSums::table() const {
  Table table({{"CURRENCY"},
               {"CATEGORY"},
               {"PERCENT", Align::right},
               {"INVOICED BASE", Align::right},
               {"INVOICED TAX", Align::right},
               {"CREDITED BASE", Align::right},
               {"CREDITED TAX", Align::right},
               {"BASE", Align::right},
               {"TAX", Align::right},
               {"DOCUMENTS", Align::right}});
  for (const auto& [group, sums] : sums_) {
    std::vector<Cell> row(group.begin(), group.end());
    row.insert(row.end(), sums.amounts.begin(), sums.amounts.end());
    row.emplace_back(std::to_string(sums.documents));
    table.add(std::move(row));
  }
  return table;
}

}  // namespace latido::command
