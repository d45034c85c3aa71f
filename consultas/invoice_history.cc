#include "consultas/invoice_history.h"

#include <utility>
#include <variant>

namespace latido::consultas {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 does not find it by itself

domain::InvoiceState as_issued(domain::InvoiceState state) {
  state.status = state.payable == 0 ? domain::InvoiceStatus::paid : domain::InvoiceStatus::open;
  state.paid = 0;
  state.credited = 0;
  return state;
}

}  // namespace

InvoiceHistory::InvoiceHistory(domain::InvoiceState issued)
    : state_(as_issued(std::move(issued))) {}

void InvoiceHistory::apply(std::int64_t position, const domain::Event& event) {
  using namespace domain;
  const auto moves = [&](const auto& e) {
    if (e.invoice == state_.id) state_ = evolve(std::move(state_), e);
  };
  std::visit(Overloaded{[&](const InvoiceVoided& e) { moves(e); },
                        [&](const InvoiceWrittenOff& e) { moves(e); },
                        [&](const InvoiceRecovered& e) { moves(e); },
                        [&](const CreditNoteIssued& e) {
                          if (e.note.invoice != state_.id) return;
                          state_ = evolve(std::move(state_), e);
                          credit_notes_.push_back(position);
                        },
                        [&](const PaymentRecorded& e) { pay(position, e.allocations, 1); },
                        [&](const PaymentAllocated& e) { pay(e.payment, e.allocations, 1); },
                        [&](const AllocationUndone& e) { pay(e.payment, e.allocations, -1); },
                        [&](const PaymentReversed& e) { reverse(e.payment); },
                        [&](const CreditApplied& e) { pay(0, {e.allocation}, 1); },
                        [&](const CreditUnapplied& e) { pay(0, {e.allocation}, -1); },
                        [](const auto&) {}},
             event);
}

void InvoiceHistory::pay(std::int64_t source,
                         const std::vector<domain::Allocation>& allocations,
                         int sign) {
  for (const auto& a : allocations) {
    if (a.invoice != state_.id) continue;
    auto& there = by_source_[source];
    there += sign * a.amount;
    if (there == 0) by_source_.erase(source);
    state_ = domain::settle(std::move(state_), sign * a.amount);
  }
}

// A reversal does not say what it takes back: all that the payment has here.
void InvoiceHistory::reverse(std::int64_t payment) {
  const auto at = by_source_.find(payment);
  if (at == by_source_.end()) return;
  state_ = domain::settle(std::move(state_), -at->second);
  by_source_.erase(at);
}

}  // namespace latido::consultas
