#pragma once

#include "comandos/domain/events.h"
#include "db/read_model_invoices.h"
#include "db/read_model_shared.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace latido::db {

// Payments, what they pay, and customers' credit. What of a payment is neither allocated nor paid
// back is the customer's credit; allocating takes it from there.
class PaymentRows {
 public:
  PaymentRows(ReadModelShared& shared, InvoiceMoves& invoices);

  void apply(Moment when, const domain::PaymentRecorded& event);
  void apply(Moment when, const domain::PaymentAllocated& event);
  void apply(Moment when, const domain::AllocationUndone& event);
  void apply(Moment when, const domain::PaymentReversed& event);
  void apply(Moment when, const domain::PaymentRefunded& event);
  void apply(Moment when, const domain::CreditRefunded& event);
  void apply(Moment when, const domain::CreditApplied& event);
  void apply(Moment when, const domain::CreditUnapplied& event);
  void apply(Moment when, const domain::BalanceAdjusted& event);

 private:
  struct Payment {
    std::int64_t key = 0;
    std::int64_t customer_key = 0;
    std::string currency;
    Minor amount = 0;
    Minor refunded = 0;
  };
  Payment load(std::int64_t payment_key);
  std::vector<domain::Allocation> allocations_of(std::int64_t payment_key);
  std::string invoice_currency(std::int64_t invoice_key);

  // From the customer's credit; the source is the payment or the customer itself.
  void pay_out(Moment when,
               std::int64_t source_key,
               std::int64_t customer_key,
               std::string_view currency,
               Minor amount,
               std::string_view reference);
  // Between the source's allocations and the account that its money is in; negative: back. Returns
  // the sum of the amounts.
  Minor allocate(Moment when,
                 Posting& posting,
                 Account from,
                 std::int64_t source_key,
                 const std::vector<domain::Allocation>& allocations,
                 int sign);
  void move_credit(Moment when,
                   std::int64_t source_key,
                   std::int64_t customer_key,
                   const std::string& currency,
                   const std::vector<domain::Allocation>& allocations,
                   int sign);

  ReadModelShared& shared_;
  InvoiceMoves& invoices_;
  Statement insert_payment_;
  Statement find_payment_;
  Statement reverse_payment_;
  Statement refund_payment_;
  Statement insert_refund_;
  Statement more_allocated_;
  Statement less_allocated_;
  Statement allocations_;
  Statement invoice_currency_;
};

}  // namespace latido::db
