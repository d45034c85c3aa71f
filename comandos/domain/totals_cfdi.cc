#include "comandos/domain/totals_parts.h"
#include "common/money/allocate.h"

#include <map>
#include <string>
#include <utility>

namespace latido::domain {
namespace {

// Amounts on the way are millionths of the currency's unit: 6 decimals.
using Micro = std::int64_t;
constexpr unsigned kDecimals = 6;

std::int64_t micros_per_minor(Currency currency) {
  std::int64_t factor = 1;
  for (unsigned i = currency.exponent; i < kDecimals; ++i) factor *= 10;
  return factor;
}

std::optional<Micro> to_micro(Minor amount, std::int64_t factor) {
  Micro product = 0;
  if (__builtin_mul_overflow(amount, factor, &product)) return std::nullopt;
  return product;
}

struct Group {
  std::vector<std::size_t> lines;  // places of its lines
  Int128 net = 0;                  // micros of its lines
  Micro tax = 0;
  Minor document_level = 0;  // its document charges less its allowances
};

struct Sums {
  std::int64_t factor = 1;
  std::vector<Int128> lines;  // micros
  Int128 net = 0;
  std::map<Tax, Group> groups;
};

std::optional<Micro> line_net(const Line& line, std::int64_t factor) {
  auto net = gross_amount(line, kDecimals);
  if (!net) return std::nullopt;
  for (const auto& one : line.allowances_charges) {
    const auto amount = to_micro(one.amount, factor);
    if (!amount || !accumulate(*net, *amount, one.charge)) return std::nullopt;
  }
  return net;
}

std::optional<Rejection> add_lines(const IssueInvoice& command, Sums& sums) {
  for (std::size_t i = 0; i < command.lines.size(); ++i) {
    const auto& line = command.lines[i];
    const auto net = line_net(line, sums.factor);
    auto& group = sums.groups[line.tax];
    if (!net || !accumulate(group.tax, tax_of(*net, line.tax.rate), true)) {
      return overflow(item("lines", i));
    }
    sums.lines.emplace_back(*net);
    sums.net += *net;
    group.net += *net;
    group.lines.push_back(i);
  }
  return std::nullopt;
}

std::optional<Rejection> add_to_groups(const IssueInvoice& command, Sums& sums) {
  for (std::size_t i = 0; i < command.allowances_charges.size(); ++i) {
    const auto& one = command.allowances_charges[i];
    auto& group = sums.groups[one.tax];
    const auto amount = to_micro(one.amount, sums.factor);
    if (!amount || !accumulate(group.tax, tax_of(*amount, one.tax.rate), one.charge) ||
        !accumulate(group.document_level, one.amount, one.charge)) {
      return overflow(item("allowancesCharges", i) + ".amount");
    }
  }
  return std::nullopt;
}

// What of the rounded sum of all lines falls to each group, in the groups' order.
std::vector<Minor> spread_over_groups(const Sums& sums, Minor line_total) {
  std::vector<Int128> nets;
  nets.reserve(sums.groups.size());
  for (const auto& [tax, group] : sums.groups) nets.push_back(group.net);
  return round_to_total(nets, sums.factor, line_total);
}

void spread_over_lines(const Sums& sums,
                       const Group& group,
                       Minor net,
                       std::vector<Minor>& line_amounts) {
  std::vector<Int128> nets;
  nets.reserve(group.lines.size());
  for (const auto place : group.lines) nets.push_back(sums.lines[place]);
  const auto parts = round_to_total(nets, sums.factor, net);
  for (std::size_t i = 0; i < parts.size(); ++i) line_amounts[group.lines[i]] = parts[i];
}

// Lines and groups from the sums; false where a sum does not fit.
bool fill(const Sums& sums, Computed& computed) {
  const auto line_total = divide_half_up(sums.net, sums.factor);
  if (!line_total) return false;
  computed.totals.line_total = *line_total;
  computed.line_amounts.resize(sums.lines.size());
  const auto nets = spread_over_groups(sums, *line_total);
  auto net = nets.begin();
  for (const auto& [tax, group] : sums.groups) {
    spread_over_lines(sums, group, *net, computed.line_amounts);
    TaxGroup entry{tax, *net++, divide_half_up(group.tax, sums.factor).value_or(0)};
    if (!accumulate(entry.base, group.document_level, true) ||
        !accumulate(computed.totals.tax_total, entry.amount, true)) {
      return false;
    }
    computed.taxes.push_back(entry);
  }
  return true;
}

}  // namespace

Result<Computed> compute_cfdi_totals(const IssueInvoice& command) {
  Sums sums;
  sums.factor = micros_per_minor(command.currency);
  Computed computed;
  auto refusal = add_lines(command, sums);
  if (!refusal) refusal = add_document_level(command, computed.totals);
  if (!refusal) refusal = add_to_groups(command, sums);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  if (!fill(sums, computed)) return tl::make_unexpected(overflow("lines"));
  refusal = refuse_totals(computed.totals);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return computed;
}

}  // namespace latido::domain
