#include "comandos/execution.h"
#include "common/wire/ids.h"

// Payments, and the customer's credit.
namespace latido::comandos {

wire::Credit Execution::credit(const std::string& customer_id, Currency currency) {
  return {store_.customer_credit(tenant_, customer_id, currency), currency};
}

std::vector<std::optional<domain::InvoiceState>> Execution::find_invoices(
    const std::vector<domain::Allocation>& allocations) {
  std::vector<std::optional<domain::InvoiceState>> found;
  found.reserve(allocations.size());
  for (const auto& one : allocations) found.push_back(find_invoice(one.invoice));
  return found;
}

bool Execution::reference_used(const std::string& reference) {
  return !reference.empty() && store_.payment_reference_used(tenant_, reference);
}

Execution::Effect Execution::run(const domain::RecordPayment& command) {
  auto invoices = command.invoice != 0 ? std::vector{find_invoice(command.invoice)}
                                       : find_invoices(command.allocations);
  const bool by_invoice = command.invoice != 0 && command.customer_id.empty();
  const auto payer =
      by_invoice && invoices.front() ? invoices.front()->customer_id : command.customer_id;
  auto event = domain::decide(command,
                              {.customer = store_.find_customer(tenant_, payer),
                               .invoices = invoices,
                               .reference_used = reference_used(command.reference),
                               .books = store_.books(tenant_),
                               .today = time_.today(),
                               .largest_balance = largest_balance(command.currency)});
  return book(std::move(event), [&](const domain::PaymentRecorded& paid, std::int64_t position) {
    wire::Effect effect{.id = wire::payment_id_text(position),
                        .position = position,
                        .credit = credit(paid.customer_id, paid.currency)};
    if (command.invoice != 0) {
      effect.invoice = domain::settle(*invoices.front(), paid.allocations.front().amount);
    }
    return effect;
  });
}

Execution::Effect Execution::run(const domain::Allocate& command) {
  const auto payment = store_.find_payment(tenant_, command.payment);
  const auto available =
      payment ? store_.customer_credit(tenant_, payment->customer_id, payment->currency) : 0;
  auto event = domain::decide(command,
                              payment,
                              find_invoices(command.allocations),
                              available,
                              store_.books(tenant_),
                              time_.today());
  return book(std::move(event), [&](const auto&, std::int64_t position) {
    return wire::Effect{.id = wire::payment_id_text(command.payment),
                        .position = position,
                        .credit = credit(payment->customer_id, payment->currency)};
  });
}

Execution::Effect Execution::run(const domain::Unallocate& command) {
  return command.payment != 0 ? unallocate_payment(command) : unallocate_credit(command);
}

Execution::Effect Execution::unallocate_payment(const domain::Unallocate& command) {
  const auto payment = store_.find_payment(tenant_, command.payment);
  const auto invoice = find_invoice(command.invoice);
  auto event = domain::decide(command, payment, invoice, store_.books(tenant_), time_.today());
  return book(std::move(event), [&](const domain::AllocationUndone& undone, std::int64_t position) {
    return wire::Effect{.id = wire::payment_id_text(command.payment),
                        .position = position,
                        .invoice = domain::settle(*invoice, -undone.allocations.front().amount),
                        .credit = credit(payment->customer_id, payment->currency)};
  });
}

Execution::Effect Execution::unallocate_credit(const domain::Unallocate& command) {
  const auto invoice = find_invoice(command.invoice);
  auto event = domain::decide(command,
                              store_.find_customer(tenant_, command.customer_id),
                              invoice,
                              store_.credit_applied(tenant_, command.customer_id, command.invoice),
                              store_.books(tenant_),
                              time_.today());
  return book(std::move(event), [&](const domain::CreditUnapplied& undone, std::int64_t position) {
    return wire::Effect{.id = wire::invoice_id_text(command.invoice),
                        .position = position,
                        .invoice = domain::settle(*invoice, -undone.allocation.amount),
                        .credit = credit(command.customer_id, invoice->currency)};
  });
}

Execution::Effect Execution::run(const domain::ReversePayment& command) {
  const auto payment = store_.find_payment(tenant_, command.payment);
  const auto available =
      payment ? store_.customer_credit(tenant_, payment->customer_id, payment->currency) : 0;
  auto event = domain::decide(command, payment, available, store_.books(tenant_), time_.today());
  return book(std::move(event), [&](const auto&, std::int64_t position) {
    return wire::Effect{.id = wire::payment_id_text(command.payment),
                        .position = position,
                        .credit = credit(payment->customer_id, payment->currency)};
  });
}

Execution::Effect Execution::run(const domain::RefundPayment& command) {
  const auto payment = store_.find_payment(tenant_, command.payment);
  const auto available =
      payment ? store_.customer_credit(tenant_, payment->customer_id, payment->currency) : 0;
  auto event = domain::decide(command,
                              payment,
                              available,
                              reference_used(command.reference),
                              store_.books(tenant_),
                              time_.today());
  return book(std::move(event), [&](const auto&, std::int64_t position) {
    return wire::Effect{.id = wire::payment_id_text(command.payment),
                        .position = position,
                        .credit = credit(payment->customer_id, payment->currency)};
  });
}

Execution::Effect Execution::run(const domain::RefundCredit& command) {
  const auto& id = command.customer_id;
  auto event = domain::decide(command,
                              store_.find_customer(tenant_, id),
                              store_.customer_credit(tenant_, id, command.currency),
                              reference_used(command.reference),
                              store_.books(tenant_),
                              time_.today());
  return book(std::move(event), [&](const auto&, std::int64_t position) {
    return wire::Effect{.id = id, .position = position, .credit = credit(id, command.currency)};
  });
}

Execution::Effect Execution::run(const domain::ApplyCustomerCredit& command) {
  const auto invoice = find_invoice(command.invoice);
  const auto available =
      invoice ? store_.customer_credit(tenant_, invoice->customer_id, invoice->currency) : 0;
  auto event = domain::decide(command, invoice, available, store_.books(tenant_), time_.today());
  return book(std::move(event), [&](const domain::CreditApplied& applied, std::int64_t position) {
    return wire::Effect{.id = wire::invoice_id_text(command.invoice),
                        .position = position,
                        .invoice = domain::settle(*invoice, applied.allocation.amount),
                        .credit = credit(applied.customer_id, invoice->currency)};
  });
}

Execution::Effect Execution::run(const domain::AdjustBalance& command) {
  const auto& id = command.customer_id;
  auto event = domain::decide(command,
                              store_.find_customer(tenant_, id),
                              store_.customer_credit(tenant_, id, command.currency),
                              largest_balance(command.currency),
                              store_.books(tenant_),
                              time_.today());
  return book(std::move(event), [&](const auto&, std::int64_t position) {
    return wire::Effect{.id = id, .position = position, .credit = credit(id, command.currency)};
  });
}

}  // namespace latido::comandos
