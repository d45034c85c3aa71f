#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/put.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/past_payment.h"
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
  if (found && found->state.id <= scope.as_of.value_or(scope.head)) return *std::move(found);
  return reject(
      Code::not_found, by_reference ? "reference" : "paymentId", "There is no such payment.");
}

// The rows as they stood then; how many of them were reached before it was enough.
Result<std::size_t> go_back(const Scope& scope, std::vector<db::PaymentView>& rows) {
  if (!scope.as_of) return rows.size();
  Trails trails(scope, *scope.as_of);
  std::size_t done = 0;
  for (; done < rows.size() && !trails.enough(); ++done)
    LATIDO_TRY(rows[done], payment_at(trails, rows[done]));
  return done;
}

}  // namespace

Checked get_payment(const Scope& scope, schema::GetPayment::Reader in, Answer reply) {
  db::PaymentView payment;
  LATIDO_TRY(payment, find(scope, in));
  if (scope.as_of) {
    Trails trails(scope, *scope.as_of);
    LATIDO_TRY(payment, payment_at(trails, payment));
  }
  auto out = reply.initPayment();
  write_payment(out, payment);
  write_allocations(out, payment.state);
  return {};
}

Checked list_payments(const Scope& scope, schema::ListPayments::Reader in, Answer reply) {
  std::string customer_id;
  if (in.getCustomerId().size() > 0)
    LATIDO_TRY(customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  if (!customer_id.empty()) LATIDO_CHECK(find_customer(scope, customer_id));
  const auto list = list_in(scope, "listPayments", customer_id);
  // One more shows a next page.
  db::KeysetPage page{.before = scope.as_of ? *scope.as_of + 1 : 0,
                      .limit = in.getLimit() + std::size_t{1}};
  if (in.getCursor().size() > 0) {
    std::vector<std::int64_t> key;
    LATIDO_TRY(key, decode_cursor(list, 1, wire::view(in.getCursor())));
    page.before = key[0];
  }
  auto rows = scope.store.list_payments(scope.tenant, customer_id, page);
  bool more = rows.size() > in.getLimit();
  if (more) rows.pop_back();
  std::size_t gone_back = 0;
  LATIDO_TRY(gone_back, go_back(scope, rows));
  more = more || gone_back < rows.size();
  rows.resize(gone_back);
  auto answer = reply.initPayments();
  auto out = answer.initPayments(static_cast<unsigned>(rows.size()));
  for (unsigned i = 0; i < rows.size(); ++i) write_payment(out[i], rows[i]);
  if (more) answer.setNextCursor(encode_cursor(list, {rows.back().state.id}));
  return {};
}

}  // namespace latido::consultas
