#pragma once

#include "comandos/domain/events.h"
#include "comandos/domain/state.h"

#include <cstdint>
#include <map>
#include <vector>

namespace latido::consultas {

// How an invoice stood at some time: its state at issue, folded with the events that concern it.
class InvoiceHistory {
 public:
  // As it was issued: nothing paid or credited.
  explicit InvoiceHistory(domain::InvoiceState issued);

  // In the order of positions; neither throws nor minds an event of another invoice.
  void apply(std::int64_t position, const domain::Event& event);

  [[nodiscard]] const domain::InvoiceState& state() const { return state_; }
  [[nodiscard]] const std::vector<std::int64_t>& credit_notes() const { return credit_notes_; }
  // What lay on it from each payment, by position; 0: the customer's credit.
  [[nodiscard]] const std::map<std::int64_t, Minor>& settlements() const { return by_source_; }

 private:
  void pay(std::int64_t source, const std::vector<domain::Allocation>& allocations, int sign);
  void reverse(std::int64_t payment);

  domain::InvoiceState state_;
  std::vector<std::int64_t> credit_notes_;
  std::map<std::int64_t, Minor> by_source_;  // none is 0
};

}  // namespace latido::consultas
