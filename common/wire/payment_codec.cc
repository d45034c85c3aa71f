#include "common/wire/payment_codec.h"

#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

constexpr std::size_t kMaxAllocations = 100;

Result<std::vector<domain::Allocation>> read_allocations(capnp::List<schema::Allocation>::Reader in,
                                                         Currency currency) {
  if (in.size() > kMaxAllocations) {
    return reject(Code::too_long, "allocations", "allocations may have at most 100 entries.");
  }
  std::vector<domain::Allocation> out;
  out.reserve(in.size());
  for (const auto item : in) {
    const std::string field = at("allocations", out.size());
    domain::Allocation one;
    LATIDO_TRY(one.invoice, parse_invoice_id(view(item.getInvoiceId()), field + ".invoiceId"));
    LATIDO_TRY(one.amount,
               read_positive_amount(view(item.getAmount()), currency, field + ".amount"));
    out.push_back(one);
  }
  return out;
}

// Nothing where the text is empty: as much as there is.
Result<std::optional<Minor>> read_part(std::string_view text, Currency currency) {
  if (text.empty()) return std::optional<Minor>{};
  return read_positive_amount(text, currency, "amount");
}

// By one invoice, or by a customer and allocations.
Checked read_target(schema::RecordPayment::Reader in, domain::RecordPayment& out) {
  if (in.getCustomerId().size() > 0 || in.getInvoiceId().size() == 0) {
    LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId())));
  }
  if (in.getInvoiceId().size() == 0) return {};
  LATIDO_TRY(out.invoice, parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
  if (in.getAllocations().size() == 0) return {};
  return reject(Code::bad_value, "allocations", "Give invoiceId or allocations, not both.");
}

Checked read_source(schema::Unallocate::Reader in, domain::Unallocate& out) {
  switch (in.which()) {
    case schema::Unallocate::PAYMENT_ID:
      LATIDO_TRY(out.payment, parse_payment_id(view(in.getPaymentId()), "paymentId"));
      return {};
    case schema::Unallocate::CUSTOMER_ID:
      LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId())));
      return {};
  }
  return reject(Code::bad_value, "", "Say whose money it is: paymentId or customerId.");
}

}  // namespace

Result<domain::RecordPayment> read_record_payment(schema::RecordPayment::Reader in) {
  domain::RecordPayment out;
  LATIDO_CHECK(read_target(in, out));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.amount, read_positive_amount(view(in.getAmount()), out.currency, "amount"));
  LATIDO_TRY(out.received_date, read_optional_date(view(in.getReceivedDate()), "receivedDate"));
  LATIDO_TRY(out.reference, check_reference(view(in.getReference())));
  LATIDO_TRY(out.method, check_text(view(in.getMethod()), "method", {.max = 32}));
  LATIDO_TRY(out.allocations, read_allocations(in.getAllocations(), out.currency));
  return out;
}

Result<domain::Allocate> read_allocate(schema::Allocate::Reader in) {
  domain::Allocate out;
  LATIDO_TRY(out.payment, parse_payment_id(view(in.getPaymentId()), "paymentId"));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  if (in.getAllocations().size() == 0) {
    return reject(Code::missing_field, "allocations", "allocations needs at least one entry.");
  }
  LATIDO_TRY(out.allocations, read_allocations(in.getAllocations(), out.currency));
  return out;
}

Result<domain::Unallocate> read_unallocate(schema::Unallocate::Reader in) {
  domain::Unallocate out;
  LATIDO_CHECK(read_source(in, out));
  LATIDO_TRY(out.invoice, parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.amount, read_part(view(in.getAmount()), out.currency));
  return out;
}

Result<domain::ReversePayment> read_reverse_payment(schema::ReversePayment::Reader in) {
  domain::ReversePayment out;
  LATIDO_TRY(out.payment, parse_payment_id(view(in.getPaymentId()), "paymentId"));
  LATIDO_TRY(out.reason, check_reason(view(in.getReason())));
  return out;
}

Result<domain::RefundPayment> read_refund_payment(schema::RefundPayment::Reader in) {
  domain::RefundPayment out;
  LATIDO_TRY(out.payment, parse_payment_id(view(in.getPaymentId()), "paymentId"));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.amount, read_positive_amount(view(in.getAmount()), out.currency, "amount"));
  LATIDO_TRY(out.reference, check_reference(view(in.getReference())));
  LATIDO_TRY(out.reason, check_text(view(in.getReason()), "reason", {}));
  return out;
}

Result<domain::RefundCredit> read_refund_credit(schema::RefundCredit::Reader in) {
  domain::RefundCredit out;
  LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId())));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.amount, read_positive_amount(view(in.getAmount()), out.currency, "amount"));
  LATIDO_TRY(out.reference, check_reference(view(in.getReference())));
  LATIDO_TRY(out.reason, check_text(view(in.getReason()), "reason", {}));
  return out;
}

Result<domain::ApplyCustomerCredit> read_apply_credit(schema::ApplyCustomerCredit::Reader in) {
  domain::ApplyCustomerCredit out;
  LATIDO_TRY(out.invoice, parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.amount, read_part(view(in.getAmount()), out.currency));
  return out;
}

Result<domain::AdjustBalance> read_adjust_balance(schema::AdjustBalance::Reader in) {
  domain::AdjustBalance out;
  LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId())));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  if (in.getAmount().size() == 0)
    return reject(Code::missing_field, "amount", "amount is required.");
  LATIDO_TRY(out.amount, parse_amount(view(in.getAmount()), out.currency, "amount"));
  LATIDO_TRY(out.reason, check_reason(view(in.getReason())));
  return out;
}

}  // namespace latido::wire
