#include "common/wire/fields.h"
#include "common/wire/try.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 1'000;

// By their stored numbers, from 1.
constexpr auto kAccountNames = std::to_array<std::string_view>({"receivable",
                                                                "revenue",
                                                                "taxPayable",
                                                                "cash",
                                                                "prepayment",
                                                                "rounding",
                                                                "customerCredit",
                                                                "badDebt",
                                                                "adjustment"});
static_assert(kAccountNames.size() == db::kAccounts);

std::string account_name(std::size_t number) { return std::string(kAccountNames.at(number - 1)); }

// 0 where the text is empty.
Result<std::uint8_t> read_account(std::string_view text) {
  if (text.empty()) return std::uint8_t{0};
  const auto* at = std::find(kAccountNames.begin(), kAccountNames.end(), text);
  if (at != kAccountNames.end()) return static_cast<std::uint8_t>(at - kAccountNames.begin() + 1);
  return reject(Code::bad_value,
                "account",
                "account must be receivable, revenue, taxPayable, cash, prepayment, rounding, "
                "customerCredit, badDebt or adjustment.");
}

void write_balance(schema::AccountBalance::Builder out,
                   Currency currency,
                   std::size_t account,
                   Minor balance) {
  out.setCurrency(std::string(currency.text()));
  out.setAccount(account_name(account));
  if (balance > 0) out.setDebit(to_text(balance, currency));
  if (balance < 0) out.setCredit(to_text(-balance, currency));
}

struct Line {
  Currency currency;
  std::size_t account;
  Minor balance;
};

std::vector<Line> lines_of(const std::vector<db::TrialBalance>& all) {
  std::vector<Line> lines;
  for (const auto& one : all) {
    for (std::size_t i = 0; i < one.balances.size(); ++i) {
      if (one.balances.at(i) != 0) lines.push_back({one.currency, i + 1, one.balances.at(i)});
    }
  }
  return lines;
}

void write_entry(schema::LedgerEntry::Builder out, const db::LedgerRow& in) {
  out.setPosition(static_cast<std::uint64_t>(in.position));
  out.setLeg(in.leg);
  out.setCurrency(std::string(in.currency.text()));
  out.setDebit(account_name(in.debit));
  out.setCredit(account_name(in.credit));
  out.setAmount(to_text(in.amount, in.currency));
}

}  // namespace

Checked trial_balance(const Scope& scope, schema::TrialBalance::Reader in, Answer reply) {
  std::string currency;
  if (in.getCurrency().size() > 0) {
    Currency known;
    LATIDO_TRY(known, wire::read_currency(wire::view(in.getCurrency())));
    currency = known.text();
  }
  const auto lines =
      lines_of(scope.as_of ? scope.store.trial_balance_at(scope.tenant, currency, *scope.as_of)
                           : scope.store.trial_balance(scope.tenant, currency));
  auto out = reply.initTrialBalance().initAccounts(static_cast<unsigned>(lines.size()));
  for (unsigned i = 0; i < lines.size(); ++i)
    write_balance(out[i], lines[i].currency, lines[i].account, lines[i].balance);
  return {};
}

Checked ledger_entries(const Scope& scope, schema::LedgerEntries::Reader in, Answer reply) {
  db::LedgerFilter filter;
  LATIDO_TRY(filter.after, read_number(in.getAfterPosition(), "afterPosition"));
  LATIDO_TRY(filter.account, read_account(wire::view(in.getAccount())));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  filter.limit = in.getLimit();
  filter.through = scope.as_of.value_or(0);
  const auto page = scope.store.ledger(scope.tenant, filter);
  auto out = reply.initLedger();
  auto entries = out.initEntries(static_cast<unsigned>(page.rows.size()));
  for (unsigned i = 0; i < page.rows.size(); ++i) write_entry(entries[i], page.rows[i]);
  out.setNextPosition(static_cast<std::uint64_t>(page.next));
  return {};
}

}  // namespace latido::consultas
