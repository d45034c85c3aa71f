#pragma once

#include "builders.h"
#include "comandos/domain/decide.h"

#include <utility>
#include <vector>

// Invoices to credit, and what becomes of them.
namespace latido::domain {

// Series CN, prefix CN-, numbers 1 to 1000, of credit notes.
inline SeriesState credit_series() {
  SeriesState out;
  out.series = "CN";
  out.prefix = "CN-";
  out.last_number = 1000;
  out.kind = DocumentKind::credit_note;
  return out;
}

// Line 1: 3 at 10.00 = 30.00 at 19 %. Line 2: 20.00 at 7 %. Line 3: -5.00 at 19 %.
// 19 %: 25.00 + 4.75. 7 %: 20.00 + 1.40. Total 51.15.
inline IssueInvoice three_lines() {
  auto command = invoice();
  command.lines = {line("3", "10", standard("19")),
                   line("1", "20", standard("7")),
                   line("-1", "5", standard("19"))};
  return command;
}

// Invoice 7 as `command` has it issued by the profile, with nothing paid or credited.
inline CreditableState creditable(IssueInvoice command,
                                  RoundingProfile profile = RoundingProfile::en16931) {
  FakeCatalogue none;
  BooksState books;
  books.policy.rounding_profile = profile;
  const auto event =
      decide(command, {series(), customer_state(), books, none, day("2026-03-15")}).value();
  CreditableState out;
  out.state = evolve(7, event);
  out.invoice = event.invoice;
  out.credited_lines.resize(event.invoice.lines.size());
  out.credited_units.resize(event.invoice.lines.size());
  return out;
}

// The invoice after the credit note: what a store has to add up.
inline CreditableState after(CreditableState state, const CreditNoteIssued& event) {
  const CreditNote& note = event.note;
  for (std::size_t i = 0; i < note.of_lines.size(); ++i) {
    const OfLine& of = note.of_lines[i];
    if (of.line == 0) continue;
    state.credited_lines[of.line - 1U] += note.document.lines[i].amount;
    state.credited_units[of.line - 1U].nano += of.quantity.nano;
  }
  std::map<Tax, TaxGroup> sums;
  for (const auto& group : state.credited_taxes) sums[group.tax] = group;
  for (const auto& group : note.document.taxes) {
    auto& sum = sums[group.tax];
    sum = {group.tax, sum.base + group.base, sum.amount + group.amount};
  }
  state.credited_taxes.clear();
  for (const auto& [tax, sum] : sums) state.credited_taxes.push_back(sum);
  state.credited_total += note.document.totals.payable();
  state.has_notes = true;
  state.state = evolve(std::move(state.state), event);
  return state;
}

inline IssueCreditNote credit_command() {
  IssueCreditNote command;
  command.series = "CN";
  command.invoice = 7;
  command.currency = currency("EUR");
  command.issue_date = day("2026-03-12");
  command.reason = "returned";
  return command;
}

inline IssueCreditNote by_amount(Minor gross) {
  auto command = credit_command();
  command.what = IssueCreditNote::Amount{gross};
  return command;
}

using LinePart = IssueCreditNote::LinePart;

inline LinePart by_quantity(std::uint16_t number, std::string_view quantity) {
  return {number, decimal(quantity), std::nullopt};
}
inline LinePart by_net(std::uint16_t number, Minor amount) {
  return {number, std::nullopt, amount};
}
inline LinePart rest_of(std::uint16_t number) { return {number, std::nullopt, std::nullopt}; }

inline IssueCreditNote by_lines(std::vector<LinePart> parts) {
  auto command = credit_command();
  command.what = std::move(parts);
  return command;
}

inline Result<CreditNoteIssued> credit(const CreditableState& invoice,
                                       const IssueCreditNote& command) {
  return decide(command, credit_series(), invoice, BooksState{}, day("2026-03-15"));
}

}  // namespace latido::domain
