#include "db/read_model_payments.h"

#include "db/keys.h"

namespace latido::db {

using domain::Allocation;

PaymentRows::PaymentRows(ReadModelShared& shared, InvoiceMoves& invoices)
    : shared_(shared),
      invoices_(invoices),
      insert_payment_(shared.db,
                      "INSERT OR ROLLBACK INTO payment (payment_key, customer_key, currency, "
                      "amount, refunded, reversed_key, received_date, reference, method) VALUES "
                      "(?, ?, ?, ?, 0, 0, ?, nullif(?, ''), ?)"),
      find_payment_(
          shared.db,
          "SELECT customer_key, currency, amount, refunded FROM payment WHERE payment_key = ?"),
      reverse_payment_(shared.db,
                       "UPDATE OR ROLLBACK payment SET reversed_key = ?2 WHERE payment_key = ?1"),
      refund_payment_(
          shared.db,
          "UPDATE OR ROLLBACK payment SET refunded = refunded + ?2 WHERE payment_key = ?1"),
      insert_refund_(shared.db,
                     "INSERT OR ROLLBACK INTO refund (refund_key, source_key, amount, "
                     "reference) VALUES (?, ?, ?, nullif(?, ''))"),
      more_allocated_(shared.db,
                      "INSERT OR ROLLBACK INTO allocation (source_key, document_key, amount) "
                      "VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + "
                      "excluded.amount"),
      less_allocated_(shared.db,
                      "UPDATE OR ROLLBACK allocation SET amount = amount - ?3 WHERE source_key = "
                      "?1 AND document_key = ?2"),
      allocations_(shared.db,
                   "SELECT document_key, amount FROM allocation WHERE source_key = ? ORDER BY "
                   "document_key"),
      invoice_currency_(shared.db, "SELECT currency FROM document WHERE document_key = ?") {}

void PaymentRows::apply(Moment when, const domain::PaymentRecorded& event) {
  const auto customer = shared_.keys.customer(tenant_of(when.key), event.customer_id);
  const auto currency = event.currency.text();
  insert_payment_.run(when.key,
                      customer,
                      currency,
                      event.amount,
                      event.received_date.days,
                      event.reference,
                      event.method);
  Posting posting(shared_.ledger, when, currency);
  const Minor allocated = allocate(when, posting, Account::cash, when.key, event.allocations, 1);
  const Minor left = event.amount - allocated;
  posting.transfer(Account::cash, Account::customer_credit, left);
  shared_.accounts.add_credit(customer, currency, left);
  shared_.accounts.add_entry(
      customer, currency, event.received_date.days, when.key, posting.customer_change());
}

void PaymentRows::apply(Moment when, const domain::PaymentAllocated& event) {
  const auto payment = load(key_of(when.key, event.payment));
  move_credit(when, payment.key, payment.customer_key, payment.currency, event.allocations, 1);
  shared_.add_trail(payment.key, when);
}

void PaymentRows::apply(Moment when, const domain::AllocationUndone& event) {
  const auto payment = load(key_of(when.key, event.payment));
  move_credit(when, payment.key, payment.customer_key, payment.currency, event.allocations, -1);
  shared_.add_trail(payment.key, when);
}

void PaymentRows::apply(Moment when, const domain::PaymentReversed& event) {
  const auto payment = load(key_of(when.key, event.payment));
  Posting posting(shared_.ledger, when, payment.currency);
  const auto allocations = allocations_of(payment.key);
  const Minor back = allocate(when, posting, Account::cash, payment.key, allocations, -1);
  // Less than 0 where refunds were more than what lay on no invoice.
  const Minor left = payment.amount - payment.refunded - back;
  posting.transfer(Account::customer_credit, Account::cash, left);
  shared_.accounts.add_credit(payment.customer_key, payment.currency, -left);
  reverse_payment_.run(payment.key, when.key);
  shared_.accounts.add_entry(
      payment.customer_key, payment.currency, when.day, when.key, posting.customer_change());
  shared_.add_trail(payment.key, when);
}

void PaymentRows::apply(Moment when, const domain::PaymentRefunded& event) {
  const auto payment = load(key_of(when.key, event.payment));
  pay_out(when, payment.key, payment.customer_key, payment.currency, event.amount, event.reference);
  refund_payment_.run(payment.key, event.amount);
  shared_.add_trail(payment.key, when);
}

void PaymentRows::apply(Moment when, const domain::CreditRefunded& event) {
  const auto customer = shared_.keys.customer(tenant_of(when.key), event.customer_id);
  pay_out(when, customer, customer, event.currency.text(), event.amount, event.reference);
  shared_.add_trail(customer, when);
}

void PaymentRows::apply(Moment when, const domain::CreditApplied& event) {
  const auto customer = shared_.keys.customer(tenant_of(when.key), event.customer_id);
  const auto currency = invoice_currency(key_of(when.key, event.allocation.invoice));
  move_credit(when, customer, customer, currency, {event.allocation}, 1);
}

void PaymentRows::apply(Moment when, const domain::CreditUnapplied& event) {
  const auto customer = shared_.keys.customer(tenant_of(when.key), event.customer_id);
  const auto currency = invoice_currency(key_of(when.key, event.allocation.invoice));
  move_credit(when, customer, customer, currency, {event.allocation}, -1);
}

void PaymentRows::apply(Moment when, const domain::BalanceAdjusted& event) {
  const auto customer = shared_.keys.customer(tenant_of(when.key), event.customer_id);
  const auto currency = event.currency.text();
  Posting posting(shared_.ledger, when, currency);
  posting.transfer(Account::adjustment, Account::customer_credit, event.amount);
  shared_.accounts.add_credit(customer, currency, event.amount);
  shared_.accounts.add_entry(customer, currency, when.day, when.key, posting.customer_change());
  shared_.add_trail(customer, when);
}

Minor PaymentRows::allocate(Moment when,
                            Posting& posting,
                            Account from,
                            std::int64_t source_key,
                            const std::vector<Allocation>& allocations,
                            int sign) {
  Minor sum = 0;
  for (const auto& [position, amount] : allocations) {
    const auto invoice = key_of(when.key, position);
    if (sign > 0) {
      more_allocated_.run(source_key, invoice, amount);
    } else {
      less_allocated_.run(source_key, invoice, amount);
      shared_.require_changed("what was not allocated is not taken back");
    }
    invoices_.settle(when, posting, from, invoice, sign * amount);
    if (__builtin_add_overflow(sum, amount, &sum))
      throw BrokenPromise("allocations beyond 64 bits");
  }
  return sum;
}

void PaymentRows::move_credit(Moment when,
                              std::int64_t source_key,
                              std::int64_t customer_key,
                              const std::string& currency,
                              const std::vector<Allocation>& allocations,
                              int sign) {
  Posting posting(shared_.ledger, when, currency);
  const Minor sum =
      allocate(when, posting, Account::customer_credit, source_key, allocations, sign);
  shared_.accounts.add_credit(customer_key, currency, -sign * sum);
  shared_.accounts.add_entry(customer_key, currency, when.day, when.key, posting.customer_change());
}

void PaymentRows::pay_out(Moment when,
                          std::int64_t source_key,
                          std::int64_t customer_key,
                          std::string_view currency,
                          Minor amount,
                          std::string_view reference) {
  insert_refund_.run(when.key, source_key, amount, reference);
  Posting posting(shared_.ledger, when, currency);
  posting.transfer(Account::customer_credit, Account::cash, amount);
  shared_.accounts.add_credit(customer_key, currency, -amount);
  shared_.accounts.add_entry(customer_key, currency, when.day, when.key, posting.customer_change());
}

PaymentRows::Payment PaymentRows::load(std::int64_t payment_key) {
  auto row = find_payment_.query(payment_key);
  if (!row.next()) throw BrokenPromise("an event of a payment that is not there");
  return {.key = payment_key,
          .customer_key = row.integer(0),
          .currency = row.text(1),
          .amount = row.integer(2),
          .refunded = row.integer(3)};
}

std::vector<Allocation> PaymentRows::allocations_of(std::int64_t payment_key) {
  std::vector<Allocation> allocations;
  auto row = allocations_.query(payment_key);
  while (row.next()) {
    allocations.push_back({.invoice = position_of(row.integer(0)), .amount = row.integer(1)});
  }
  return allocations;
}

std::string PaymentRows::invoice_currency(std::int64_t invoice_key) {
  auto row = invoice_currency_.query(invoice_key);
  if (!row.next()) throw BrokenPromise("credit for an invoice that is not there");
  return row.text(0);
}

}  // namespace latido::db
