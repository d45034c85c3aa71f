#include "builders.h"
#include "comandos/domain/decide.h"

#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace latido::domain {
namespace {

const Date kToday = day("2026-03-15");

// One series and its invoices, moved only by events that decide() allowed. Every refusal must leave
// all as it was, which holds by itself: there is nothing to evolve.
class Books {
 public:
  void issue() {
    IssueInvoice command = invoice();
    command.lines = {line("1", "0.05", standard("19"))};
    command.lines[0].quantity.nano = *rc::gen::inRange<std::int64_t>(-2, 40) * Decimal::kOne;
    command.prepaid = *rc::gen::inRange<Minor>(0, 20);
    command.issue_date = Date{kToday.days + *rc::gen::inRange(-3, 4)};
    const auto event = decide(command, series_, customer(), kToday);
    if (!event) return;
    const auto before = series_;
    series_ = evolve(series_, *event);
    RC_ASSERT(series_.next_number == before.next_number + 1);
    RC_ASSERT(series_.last_issue_date >= before.last_issue_date);
    RC_ASSERT(event->invoice.sequence == before.next_number);
    RC_ASSERT(numbers_.insert(event->invoice.number).second);
    ++position_;
    invoices_[position_] = evolve(position_, *event);
  }

  void pay() {
    RecordPayment command;
    command.invoice = any_id();
    command.amount = *rc::gen::inRange<Minor>(1, 60);
    command.currency = currency("EUR");
    const auto event = decide(command, find(command.invoice), false, kToday);
    if (!event) return;
    auto& state = invoices_.at(command.invoice);
    const auto due_before = state.due();
    state = evolve(state, *event);
    RC_ASSERT(state.due() == due_before - command.amount);
  }

  void cancel() {
    const VoidInvoice command{any_id(), "typing error"};
    const auto event = decide(command, find(command.invoice));
    if (!event) return;
    auto& state = invoices_.at(command.invoice);
    state = evolve(state, *event);
    RC_ASSERT(state.status == InvoiceStatus::voided);
  }

  void check() const {
    RC_ASSERT(series_.next_number ==
              series_.first_number + static_cast<std::int64_t>(invoices_.size()));
    RC_ASSERT(series_.next_number <= series_.last_number + 1);
    for (const auto& [id, state] : invoices_) {
      RC_ASSERT(state.due() >= 0);
      RC_ASSERT(state.paid >= 0);
      RC_ASSERT(state.paid <= state.payable);
      RC_ASSERT((state.status == InvoiceStatus::paid) ==
                (state.paid == state.payable && !is_void(state)));
      if (is_void(state)) RC_ASSERT(state.paid == 0);
    }
  }

 private:
  static bool is_void(const InvoiceState& state) { return state.status == InvoiceStatus::voided; }

  [[nodiscard]] std::int64_t any_id() const {
    return *rc::gen::inRange<std::int64_t>(1, position_ + 2);
  }

  [[nodiscard]] std::optional<InvoiceState> find(std::int64_t id) const {
    const auto found = invoices_.find(id);
    return found == invoices_.end() ? std::nullopt : std::optional(found->second);
  }

  SeriesState series_ = [] {
    auto state = series();
    state.last_number = 12;  // few enough to be used up
    return state;
  }();
  std::int64_t position_ = 0;
  std::map<std::int64_t, InvoiceState> invoices_;
  std::set<std::string> numbers_;
};

RC_GTEST_PROP(Books, KeepTheirPromisesThroughAnySequenceOfCommands, ()) {
  Books books;
  const auto steps = *rc::gen::inRange(0, 60);
  for (int i = 0; i < steps; ++i) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
      case 1:
        books.issue();
        break;
      case 2:
        books.pay();
        break;
      default:
        books.cancel();
    }
    books.check();
  }
}

}  // namespace
}  // namespace latido::domain
