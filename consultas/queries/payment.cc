#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/put.h"
#include "common/wire/try.h"
#include "consultas/queries/cursor.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <optional>
#include <string>
#include <utility>

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 200;

void write_payment(schema::Payment::Builder out, const db::PaymentView& in) {
  const auto& state = in.state;
  out.setId(wire::payment_id_text(state.id));
  out.setCustomerId(state.customer_id);
  out.setCurrency(std::string(state.currency.text()));
  out.setAmount(to_text(state.amount, state.currency));
  out.setAllocated(to_text(state.allocated(), state.currency));
  out.setRefunded(to_text(state.refunded, state.currency));
  out.setLeft(to_text(state.left(), state.currency));
  out.setReversed(state.reversed);
  out.setReceivedDate(to_text(in.received_date));
  wire::put(in.reference, [&](auto t) { out.setReference(t); });
  wire::put(in.method, [&](auto t) { out.setMethod(t); });
}

void write_allocations(schema::Payment::Builder out, const domain::PaymentState& state) {
  if (state.allocations.empty()) return;
  auto list = out.initAllocations(static_cast<unsigned>(state.allocations.size()));
  for (unsigned i = 0; i < state.allocations.size(); ++i) {
    list[i].setInvoiceId(wire::invoice_id_text(state.allocations[i].invoice));
    list[i].setAmount(to_text(state.allocations[i].amount, state.currency));
  }
}

Result<db::PaymentView> find(const Scope& scope, schema::GetPayment::Reader in) {
  const bool by_reference = in.getReference().size() > 0;
  if (by_reference && in.getPaymentId().size() > 0)
    return reject(Code::bad_value, "reference", "Give paymentId or reference, not both.");
  std::optional<db::PaymentView> found;
  if (by_reference) {
    std::string reference;
    LATIDO_TRY(reference, wire::check_reference(wire::view(in.getReference())));
    found = scope.store.payment_by_reference(scope.tenant, reference);
  } else {
    std::int64_t id = 0;
    LATIDO_TRY(id, wire::parse_payment_id(wire::view(in.getPaymentId()), "paymentId"));
    found = scope.store.payment_by_id(scope.tenant, id);
  }
  if (found) return *std::move(found);
  return reject(
      Code::not_found, by_reference ? "reference" : "paymentId", "There is no such payment.");
}

}  // namespace

Checked get_payment(const Scope& scope, schema::GetPayment::Reader in, Answer reply) {
  const auto payment = find(scope, in);
  if (!payment) return tl::make_unexpected(payment.error());
  auto out = reply.initPayment();
  write_payment(out, *payment);
  write_allocations(out, payment->state);
  return {};
}

Checked list_payments(const Scope& scope, schema::ListPayments::Reader in, Answer reply) {
  std::string customer_id;
  if (in.getCustomerId().size() > 0)
    LATIDO_TRY(customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  const CursorOf list{"listPayments", scope.tenant_name, customer_id};
  db::KeysetPage page{.limit = in.getLimit() + std::size_t{1}};  // one more shows a next page
  if (in.getCursor().size() > 0) {
    std::vector<std::int64_t> key;
    LATIDO_TRY(key, decode_cursor(list, 1, wire::view(in.getCursor())));
    page.before = key[0];
  }
  auto rows = scope.store.list_payments(scope.tenant, customer_id, page);
  const bool more = rows.size() > in.getLimit();
  if (more) rows.pop_back();
  auto answer = reply.initPayments();
  auto out = answer.initPayments(static_cast<unsigned>(rows.size()));
  for (unsigned i = 0; i < rows.size(); ++i) write_payment(out[i], rows[i]);
  if (more) answer.setNextCursor(encode_cursor(list, {rows.back().state.id}));
  return {};
}

}  // namespace latido::consultas
