#include "comandos/domain/state.h"

namespace latido::domain {

std::string_view status_name(InvoiceStatus status) {
  switch (status) {
    case InvoiceStatus::open:
      return "open";
    case InvoiceStatus::paid:
      return "paid";
    case InvoiceStatus::voided:
      return "void";
  }
  return "";
}

std::optional<InvoiceStatus> parse_status(std::string_view text) {
  for (const auto status : {InvoiceStatus::open, InvoiceStatus::paid, InvoiceStatus::voided}) {
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
  return state;
}

SeriesState evolve(SeriesState state, const InvoiceIssued& event) {
  state.next_number = event.invoice.sequence + 1;
  state.last_issue_date = event.invoice.issue_date;
  return state;
}

InvoiceState evolve(std::int64_t position, const InvoiceIssued& event) {
  InvoiceState state;
  state.id = position;
  state.number = event.invoice.number;
  state.currency = event.invoice.currency;
  state.payable = event.invoice.totals.payable();
  state.status = state.payable == 0 ? InvoiceStatus::paid : InvoiceStatus::open;
  return state;
}

InvoiceState evolve(InvoiceState state, const InvoiceVoided& /*event*/) {
  state.status = InvoiceStatus::voided;
  return state;
}

InvoiceState evolve(InvoiceState state, const PaymentRecorded& event) {
  state.paid += event.amount;
  if (state.paid == state.payable) state.status = InvoiceStatus::paid;
  return state;
}

}  // namespace latido::domain
