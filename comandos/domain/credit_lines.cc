#include "comandos/domain/credit_content.h"
#include "comandos/domain/refusals.h"
#include "comandos/domain/totals_parts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace latido::domain {
namespace {

using LinePart = IssueCreditNote::LinePart;
using Parts = std::vector<LinePart>;

std::string path(std::size_t index, const char* field) { return item("lines", index) + field; }

int sign(std::int64_t number) { return (number > 0 ? 1 : 0) - (number < 0 ? 1 : 0); }

Guard refuse_unknown(const Parts& parts, const Invoice& invoice) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].line >= 1 && parts[i].line <= invoice.lines.size()) continue;
    return Rejection{Code::unknown_line,
                     path(i, ".line"),
                     "Invoice " + invoice.number + " has the lines 1 to " +
                         std::to_string(invoice.lines.size()) + ", not " +
                         std::to_string(parts[i].line) + "."};
  }
  return std::nullopt;
}

// Both, or the sign of the other direction.
Guard refuse_part(const LinePart& part, const Line& line, std::size_t index) {
  if (part.quantity && part.amount) {
    return Rejection{Code::bad_value,
                     path(index, ".quantity"),
                     "State the quantity or the amount to credit, not both."};
  }
  const std::string like = " must have the sign of the line's own, and not be 0.";
  if (part.quantity &&
      (part.quantity->nano == 0 || sign(part.quantity->nano) != sign(line.quantity.nano))) {
    return Rejection{Code::bad_value, path(index, ".quantity"), "The quantity" + like};
  }
  if (part.amount && (*part.amount == 0 || sign(*part.amount) * sign(line.amount) < 0)) {
    return Rejection{Code::bad_value, path(index, ".amount"), "The amount" + like};
  }
  return std::nullopt;
}

Guard refuse_twice(const Parts& parts) {
  std::set<std::uint16_t> seen;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (seen.insert(parts[i].line).second) continue;
    return Rejection{Code::bad_value,
                     path(i, ".line"),
                     "Line " + std::to_string(parts[i].line) + " is named twice."};
  }
  return std::nullopt;
}

Guard refuse_parts(const Parts& parts, const Invoice& invoice) {
  if (parts.empty()) {
    return Rejection{Code::bad_value, "lines", "Name at least one line to credit."};
  }
  if (auto refusal = refuse_twice(parts)) return refusal;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (auto refusal = refuse_part(parts[i], invoice.lines[parts[i].line - 1U], i)) return refusal;
  }
  return std::nullopt;
}

Int128 magnitude(std::int64_t number) { return number < 0 ? -Int128{number} : Int128{number}; }

// What so many of the line's units come to, in proportion. They have the sign of its quantity.
Minor amount_of_units(const Line& line, Int128 nano) {
  const Int128 units = nano < 0 ? -nano : nano;
  return divide_half_up(Int128{line.amount} * units, magnitude(line.quantity.nano))
      .value_or(line.amount);
}

// The next units after those that were credited: all of a line's units in whatever portions come to
// the line.
Minor amount_of_next(const Line& line, Decimal credited, Decimal quantity) {
  return amount_of_units(line, Int128{credited.nano} + quantity.nano) -
         amount_of_units(line, credited.nano);
}

// What a part takes of its line.
struct Taken {
  Minor amount = 0;
  Decimal quantity;  // 0: only an amount
};

Result<Taken> take(const LinePart& part, const CreditableState& invoice, std::size_t index) {
  const std::size_t place = part.line - 1U;
  const Line& line = invoice.invoice.lines[place];
  const Minor rest = rest_of_line(invoice, place);
  const Decimal units = rest_of_units(invoice, place);
  const std::string left = "Only " + to_text(rest, invoice.invoice.currency) + " and " +
                           to_text(units) + " units of line " + std::to_string(part.line) +
                           " are left to credit";
  if (part.quantity) {
    if (within(part.quantity->nano, units.nano)) {
      const auto amount = amount_of_next(line, invoice.credited_units[place], *part.quantity);
      if (within(amount, rest)) return Taken{amount, *part.quantity};
    }
    const char* other_way = rest == 0 ? "." : "; leave the quantity out to credit that.";
    return reject(Code::exceeds_creditable, path(index, ".quantity"), left + other_way);
  }
  const Taken taken = part.amount ? Taken{*part.amount, {}} : Taken{rest, units};
  const bool had_none = line.amount == 0 && line.quantity.nano == 0;  // it only informs
  const bool used_up = rest == 0 && !had_none && (line.amount != 0 || units.nano == 0);
  if (within(taken.amount, rest) && !used_up) return taken;
  return reject(
      Code::exceeds_creditable, path(index, part.amount ? ".amount" : ".line"), left + ".");
}

// The invoice's line as far as it is credited: with its own price where that comes to the amount.
Line cut(Line line, const Taken& taken, Currency currency) {
  if (taken.amount == line.amount && taken.quantity == line.quantity) return line;
  Line fewer = line;
  fewer.quantity = taken.quantity;
  fewer.amount = taken.amount;
  const bool by_price = taken.quantity.nano != 0 && line.allowances_charges.empty() &&
                        gross_amount(fewer, currency.exponent) == taken.amount;
  if (by_price) return fewer;
  Line single = single_line(std::move(line.name), line.tax, taken.amount, currency);
  single.tax_code = std::move(line.tax_code);
  return single;
}

// What the note takes of each of the invoice's groups that it touches.
Result<std::vector<TaxGroup>> groups_of(const std::vector<Line>& lines,
                                        const CreditableState& invoice) {
  std::map<Tax, std::vector<Minor>> parts;
  for (const auto& line : lines) parts[line.tax].push_back(line.amount);
  std::vector<TaxGroup> groups;
  const auto& taxes = invoice.invoice.taxes;
  for (std::size_t i = 0; i < taxes.size(); ++i) {
    const auto found = parts.find(taxes[i].tax);
    if (found == parts.end()) continue;
    Minor base = 0;
    for (const Minor part : found->second) base += part;
    const TaxGroup rest = rest_of(invoice, i);
    if (!within(credited_of(invoice, i).base + base, taxes[i].base)) {
      return reject(Code::exceeds_creditable,
                    "lines",
                    "Only " + to_text(rest.base, invoice.invoice.currency) +
                        " net is left to credit at " + to_percent_text(rest.tax.rate) +
                        " %: document allowances and earlier credit notes count too.");
    }
    groups.push_back({rest.tax, base, tax_with(invoice, i, found->second)});
  }
  return groups;
}

}  // namespace

Line single_line(std::string name, const Tax& tax, Minor amount, Currency currency) {
  Line line;
  line.name = std::move(name);
  line.unit_code = "C62";
  line.tax = tax;
  line.amount = amount;
  line.quantity.nano = amount < 0 ? -Decimal::kOne : Decimal::kOne;
  Int128 price = magnitude(amount);
  for (unsigned i = currency.exponent; i < 9; ++i) price *= 10;
  // A price beyond 64 bits is stated for a part of a unit.
  while (price > INT64_MAX) {
    price /= 10;
    line.base_quantity.nano /= 10;
  }
  line.unit_price.nano = static_cast<std::int64_t>(price);
  return line;
}

Result<CreditContent> credit_lines(const Parts& parts, const CreditableState& invoice) {
  auto refusal = refuse_unknown(parts, invoice.invoice);
  if (!refusal) refusal = refuse_parts(parts, invoice.invoice);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  CreditContent content;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto taken = take(parts[i], invoice, i);
    if (!taken) return tl::make_unexpected(taken.error());
    const Line& line = invoice.invoice.lines[parts[i].line - 1U];
    content.lines.push_back(cut(line, *taken, invoice.invoice.currency));
    content.of_lines.push_back({parts[i].line, taken->quantity});
  }
  auto groups = groups_of(content.lines, invoice);
  if (!groups) return tl::make_unexpected(groups.error());
  content.taxes = std::move(*groups);
  return content;
}

}  // namespace latido::domain
