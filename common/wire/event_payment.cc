#include "common/wire/event_payment.h"

namespace latido::wire::stored {
namespace {

void write(capnp::List<ev::Allocation>::Builder out, const std::vector<domain::Allocation>& in) {
  for (unsigned i = 0; i < in.size(); ++i) {
    out[i].setInvoicePosition(in[i].invoice);
    out[i].setAmount(in[i].amount);
  }
}

}  // namespace

std::vector<domain::Allocation> read(capnp::List<ev::Allocation>::Reader in) {
  std::vector<domain::Allocation> out;
  out.reserve(in.size());
  for (const auto item : in) out.push_back({item.getInvoicePosition(), item.getAmount()});
  return out;
}

void write(ev::Payment::Builder out, const domain::PaymentRecorded& in) {
  put(in.customer_id, [&](auto t) { out.setCustomerId(t); });
  out.setAmount(in.amount);
  put_currency(out, in.currency);
  out.setReceivedDate(in.received_date.days);
  put(in.reference, [&](auto t) { out.setReference(t); });
  put(in.method, [&](auto t) { out.setMethod(t); });
  write(out.initAllocations(static_cast<unsigned>(in.allocations.size())), in.allocations);
}

domain::PaymentRecorded read(ev::Payment::Reader in) {
  domain::PaymentRecorded out;
  out.customer_id = text(in.getCustomerId());
  out.amount = in.getAmount();
  out.currency = read_currency_code(in.getCurrency());
  out.received_date = Date{in.getReceivedDate()};
  out.reference = text(in.getReference());
  out.method = text(in.getMethod());
  out.allocations = read(in.getAllocations());
  // The first payments named one invoice, which got all of it.
  if (out.allocations.empty() && in.getInvoicePosition() != 0) {
    out.allocations = {{in.getInvoicePosition(), in.getAmount()}};
  }
  return out;
}

void write_allocated(ev::Allocated::Builder out,
                     std::int64_t payment,
                     const std::vector<domain::Allocation>& allocations) {
  out.setPaymentPosition(payment);
  write(out.initAllocations(static_cast<unsigned>(allocations.size())), allocations);
}

void write(ev::Refund::Builder out, const domain::PaymentRefunded& in) {
  out.setPaymentPosition(in.payment);
  out.setAmount(in.amount);
  put(in.reference, [&](auto t) { out.setReference(t); });
  put(in.reason, [&](auto t) { out.setReason(t); });
}

domain::PaymentRefunded read(ev::Refund::Reader in) {
  return {in.getPaymentPosition(), in.getAmount(), text(in.getReference()), text(in.getReason())};
}

void write(ev::CreditRefund::Builder out, const domain::CreditRefunded& in) {
  put(in.customer_id, [&](auto t) { out.setCustomerId(t); });
  put_currency(out, in.currency);
  out.setAmount(in.amount);
  put(in.reference, [&](auto t) { out.setReference(t); });
  put(in.reason, [&](auto t) { out.setReason(t); });
}

domain::CreditRefunded read(ev::CreditRefund::Reader in) {
  return {text(in.getCustomerId()),
          read_currency_code(in.getCurrency()),
          in.getAmount(),
          text(in.getReference()),
          text(in.getReason())};
}

void write_credit(ev::CreditApplied::Builder out,
                  const std::string& customer_id,
                  const domain::Allocation& allocation) {
  put(customer_id, [&](auto t) { out.setCustomerId(t); });
  out.setInvoicePosition(allocation.invoice);
  out.setAmount(allocation.amount);
}

domain::Allocation read_allocation(ev::CreditApplied::Reader in) {
  return {in.getInvoicePosition(), in.getAmount()};
}

void write(ev::Adjustment::Builder out, const domain::BalanceAdjusted& in) {
  put(in.customer_id, [&](auto t) { out.setCustomerId(t); });
  put_currency(out, in.currency);
  out.setAmount(in.amount);
  put(in.reason, [&](auto t) { out.setReason(t); });
}

domain::BalanceAdjusted read(ev::Adjustment::Reader in) {
  return {text(in.getCustomerId()),
          read_currency_code(in.getCurrency()),
          in.getAmount(),
          text(in.getReason())};
}

}  // namespace latido::wire::stored
