#pragma once

#include "comandos/domain/events.h"
#include "comandos/domain/state.h"
#include "db/read_model_shared.h"

#include <cstdint>
#include <string>

namespace latido::db {

// How an invoice moves after its issue, apart from credit notes. Receivables hold what is due of
// open ones only: what is written off lies in bad debt, and money that reaches a written-off one
// first brings as much of it back.
class InvoiceMoves {
 public:
  explicit InvoiceMoves(ReadModelShared& shared);

  void apply(Moment when, const domain::InvoiceVoided& event);
  void apply(Moment when, const domain::InvoiceWrittenOff& event);
  void apply(Moment when, const domain::InvoiceRecovered& event);

  // Money comes to the invoice out of the account, or goes back to it (negative). The allocation's
  // row is there already.
  void settle(Moment when, Posting& posting, Account from, std::int64_t invoice_key, Minor amount);

 private:
  struct State {
    std::int64_t customer_key = 0;
    std::string currency;
    std::int32_t due_date = 0;
    domain::InvoiceStatus status = domain::InvoiceStatus::open;
    Minor outstanding = 0;

    [[nodiscard]] CustomerAccount::Owed owed() const {
      return {.customer_key = customer_key, .currency = currency, .due_date = due_date};
    }
  };
  State load(std::int64_t invoice_key);
  void move(Moment when, std::int64_t invoice_key, domain::InvoiceStatus to);

  ReadModelShared& shared_;
  Statement find_;
  Statement move_;
  Statement settle_;
};

}  // namespace latido::db
