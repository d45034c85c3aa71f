#include "comandos/domain/state.h"

#include <array>
#include <cstddef>
#include <utility>

namespace latido::domain {
namespace {

constexpr std::array<std::string_view, 5> kStatusNames{
    "open", "paid", "void", "uncollectible", "issued"};

// What is outstanding decides between open and paid; void and written off stay, but a written off
// invoice that is settled is paid.
InvoiceState with_status(InvoiceState state) {
  const bool settled = state.outstanding() == 0;
  if (settled && state.status != InvoiceStatus::voided) {
    state.status = InvoiceStatus::paid;
  } else if (state.status == InvoiceStatus::paid) {
    state.status = InvoiceStatus::open;
  }
  return state;
}

// Adds to the payment's allocations, which are kept by invoice and without those of 0.
void move_allocation(std::vector<Allocation>& all, std::int64_t invoice, Minor amount) {
  auto place =
      std::lower_bound(all.begin(), all.end(), invoice, [](const Allocation& one, std::int64_t id) {
        return one.invoice < id;
      });
  if (place == all.end() || place->invoice != invoice) place = all.insert(place, {invoice, 0});
  place->amount += amount;
  if (place->amount == 0) all.erase(place);
}

SeriesState with_number(SeriesState state, const Invoice& document) {
  state.next_number = document.sequence + 1;
  state.last_issue_date = document.issue_date;
  return state;
}

}  // namespace

std::string_view status_name(InvoiceStatus status) {
  return kStatusNames.at(static_cast<std::size_t>(status) - 1);
}

std::optional<InvoiceStatus> parse_status(std::string_view text) {
  for (const auto status : {InvoiceStatus::open,
                            InvoiceStatus::paid,
                            InvoiceStatus::voided,
                            InvoiceStatus::uncollectible}) {
    if (text == status_name(status)) return status;
  }
  return std::nullopt;
}

SeriesState evolve(const SeriesCreated& event) {
  SeriesState state;
  state.series = event.series;
  state.prefix = event.prefix;
  state.first_number = event.first_number;
  state.last_number = event.last_number;
  state.next_number = event.first_number;
  state.digits = event.digits;
  state.valid_from = event.valid_from;
  state.valid_to = event.valid_to;
  state.authorization = event.authorization;
  state.kind = event.kind;
  return state;
}

SeriesState evolve(SeriesState state, const InvoiceIssued& event) {
  return with_number(std::move(state), event.invoice);
}

SeriesState evolve(SeriesState state, const CreditNoteIssued& event) {
  return with_number(std::move(state), event.note.document);
}

SeriesState evolve(SeriesState state, const SeriesClosed& /*event*/) {
  state.closed = true;
  return state;
}

SeriesState evolve(SeriesState state, const RangeExtended& event) {
  state.last_number = event.last_number;
  state.valid_to = event.valid_to;
  state.authorization = event.authorization;
  return state;
}

InvoiceState evolve(std::int64_t position, const InvoiceIssued& event) {
  InvoiceState state;
  state.id = position;
  state.number = event.invoice.number;
  state.customer_id = event.invoice.customer.customer_id;
  state.currency = event.invoice.currency;
  state.issue_date = event.invoice.issue_date;
  state.payable = event.invoice.totals.payable();
  return with_status(std::move(state));
}

InvoiceState evolve(InvoiceState state, const InvoiceVoided& /*event*/) {
  state.status = InvoiceStatus::voided;
  return state;
}

InvoiceState evolve(InvoiceState state, const InvoiceWrittenOff& /*event*/) {
  state.status = InvoiceStatus::uncollectible;
  return state;
}

InvoiceState evolve(InvoiceState state, const InvoiceRecovered& /*event*/) {
  state.status = InvoiceStatus::open;
  return state;
}

InvoiceState evolve(InvoiceState state, const CreditNoteIssued& event) {
  state.credited += event.note.applied;
  return with_status(std::move(state));
}

InvoiceState settle(InvoiceState state, Minor amount) {
  state.paid += amount;
  return with_status(std::move(state));
}

Minor PaymentState::allocated() const {
  Minor sum = 0;
  for (const auto& one : allocations) sum += one.amount;
  return sum;
}

PaymentState evolve(std::int64_t position, const PaymentRecorded& event) {
  PaymentState state;
  state.id = position;
  state.customer_id = event.customer_id;
  state.currency = event.currency;
  state.amount = event.amount;
  for (const auto& one : event.allocations) {
    move_allocation(state.allocations, one.invoice, one.amount);
  }
  return state;
}

PaymentState evolve(PaymentState state, const PaymentAllocated& event) {
  for (const auto& one : event.allocations) {
    move_allocation(state.allocations, one.invoice, one.amount);
  }
  return state;
}

PaymentState evolve(PaymentState state, const AllocationUndone& event) {
  for (const auto& one : event.allocations) {
    move_allocation(state.allocations, one.invoice, -one.amount);
  }
  return state;
}

PaymentState evolve(PaymentState state, const PaymentReversed& /*event*/) {
  state.allocations.clear();
  state.reversed = true;
  return state;
}

PaymentState evolve(PaymentState state, const PaymentRefunded& event) {
  state.refunded += event.amount;
  return state;
}

DraftState evolve(std::int64_t position, const DraftCreated& event) {
  DraftState state;
  state.id = position;
  state.content = event.content;
  return state;
}

DraftState evolve(DraftState state, const DraftChanged& event) {
  ++state.version;
  state.content = event.content;
  return state;
}

DraftState evolve(DraftState state, const DraftDeleted& /*event*/) {
  ++state.version;
  state.status = DraftStatus::deleted;
  return state;
}

DraftState evolve(DraftState state, const InvoiceIssued& /*event*/) {
  ++state.version;
  state.status = DraftStatus::issued;
  return state;
}

}  // namespace latido::domain
