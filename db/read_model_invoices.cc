#include "db/read_model_invoices.h"

#include "db/keys.h"

namespace latido::db {

using domain::InvoiceStatus;

InvoiceMoves::InvoiceMoves(ReadModelShared& shared)
    : shared_(shared),
      find_(shared.db,
            "SELECT customer_key, currency, due_date, status, payable - paid - credited FROM "
            "document WHERE document_key = ? AND kind = 1"),
      move_(shared.db,
            "UPDATE OR ROLLBACK document SET status = ?2, changed_key = ?3 WHERE document_key = ?1 "
            "AND status <> ?2"),
      settle_(shared.db,
              "UPDATE OR ROLLBACK document SET paid = paid + ?2, changed_key = ?3, status = CASE "
              "WHEN paid + ?2 + credited = payable THEN 2 WHEN status = 4 THEN 4 ELSE 1 END WHERE "
              "document_key = ?1 AND status <> 3") {}

void InvoiceMoves::apply(Moment when, const domain::InvoiceVoided& event) {
  const auto invoice = key_of(when.key, event.invoice);
  const auto state = load(invoice);
  move(when, invoice, InvoiceStatus::voided);
  Posting posting(shared_.ledger, when, state.currency);
  if (state.status == InvoiceStatus::uncollectible) {
    posting.transfer(Account::receivable, Account::bad_debt, state.outstanding);
  } else {
    shared_.accounts.add_due(state.owed(), -state.outstanding);
  }
  posting.reverse(invoice);
  shared_.accounts.add_entry(
      state.customer_key, state.currency, when.day, when.key, posting.customer_change());
}

void InvoiceMoves::apply(Moment when, const domain::InvoiceWrittenOff& event) {
  const auto invoice = key_of(when.key, event.invoice);
  const auto state = load(invoice);
  move(when, invoice, InvoiceStatus::uncollectible);
  Posting posting(shared_.ledger, when, state.currency);
  posting.transfer(Account::bad_debt, Account::receivable, state.outstanding);
  shared_.accounts.add_due(state.owed(), -state.outstanding);
  shared_.accounts.add_entry(
      state.customer_key, state.currency, when.day, when.key, posting.customer_change());
}

void InvoiceMoves::apply(Moment when, const domain::InvoiceRecovered& event) {
  const auto invoice = key_of(when.key, event.invoice);
  const auto state = load(invoice);
  if (state.status != InvoiceStatus::uncollectible)
    throw BrokenPromise("a recovery of an invoice that is not written off");
  move(when, invoice, InvoiceStatus::open);
  Posting posting(shared_.ledger, when, state.currency);
  posting.transfer(Account::receivable, Account::bad_debt, state.outstanding);
  shared_.accounts.add_due(state.owed(), state.outstanding);
  shared_.accounts.add_entry(
      state.customer_key, state.currency, when.day, when.key, posting.customer_change());
}

void InvoiceMoves::settle(
    Moment when, Posting& posting, Account from, std::int64_t invoice_key, Minor amount) {
  const auto state = load(invoice_key);
  if (state.status == InvoiceStatus::uncollectible) {
    posting.transfer(Account::receivable, Account::bad_debt, amount);
  } else {
    shared_.accounts.add_due(state.owed(), -amount);
  }
  posting.transfer(from, Account::receivable, amount);
  settle_.run(invoice_key, amount, when.key);
  shared_.require_changed("money for an invoice that is void");
  shared_.add_trail(invoice_key, when);
}

InvoiceMoves::State InvoiceMoves::load(std::int64_t invoice_key) {
  auto row = find_.query(invoice_key);
  if (!row.next()) throw BrokenPromise("an event of an invoice that is not there");
  return {.customer_key = row.integer(0),
          .currency = row.text(1),
          .due_date = static_cast<std::int32_t>(row.integer(2)),
          .status = static_cast<InvoiceStatus>(row.integer(3)),
          .outstanding = row.integer(4)};
}

// The schema refuses the moves that there are not, except one to where it is already.
void InvoiceMoves::move(Moment when, std::int64_t invoice_key, InvoiceStatus to) {
  move_.run(invoice_key, static_cast<int>(to), when.key);
  shared_.require_changed("an invoice does not move to where it is");
  shared_.add_trail(invoice_key, when);
}

}  // namespace latido::db
