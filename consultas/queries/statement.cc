#include "common/wire/event_codec.h"
#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/put.h"
#include "common/wire/try.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <variant>

namespace latido::consultas {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 does not find it by itself

// What an entry is, and of which document or payment.
struct Subject {
  const char* kind;
  std::string id;
};

Subject subject_of(std::int64_t position, const domain::Event& event) {
  using namespace domain;
  using wire::invoice_id_text;
  using wire::payment_id_text;
  return std::visit(
      Overloaded{[](const InvoiceVoided& e) {
                   return Subject{"void", invoice_id_text(e.invoice)};
                 },
                 [](const InvoiceWrittenOff& e) {
                   return Subject{"writeOff", invoice_id_text(e.invoice)};
                 },
                 [](const InvoiceRecovered& e) {
                   return Subject{"recovery", invoice_id_text(e.invoice)};
                 },
                 [&](const PaymentRecorded&) {
                   return Subject{"payment", payment_id_text(position)};
                 },
                 [](const PaymentReversed& e) {
                   return Subject{"reversal", payment_id_text(e.payment)};
                 },
                 [](const PaymentRefunded& e) {
                   return Subject{"refund", payment_id_text(e.payment)};
                 },
                 [](const CreditRefunded&) {
                   return Subject{"refund", {}};
                 },
                 [](const PaymentAllocated& e) {
                   return Subject{"allocation", payment_id_text(e.payment)};
                 },
                 [](const AllocationUndone& e) {
                   return Subject{"allocation", payment_id_text(e.payment)};
                 },
                 [](const CreditApplied& e) {
                   return Subject{"allocation", invoice_id_text(e.allocation.invoice)};
                 },
                 [](const CreditUnapplied& e) {
                   return Subject{"allocation", invoice_id_text(e.allocation.invoice)};
                 },
                 [](const auto&) {
                   return Subject{"adjustment", {}};
                 }},
      event);
}

Subject subject_of(const db::StatementRow& row) {
  if (row.kind == db::StatementRow::Kind::invoice)
    return {"invoice", wire::invoice_id_text(row.position)};
  if (row.kind == db::StatementRow::Kind::credit_note)
    return {"creditNote", wire::credit_note_id_text(row.position)};
  return subject_of(row.position, wire::decode_event(row.payload).event);
}

struct Request {
  db::StatementFilter filter;
  Date to;
};

Result<Request> read_request(schema::Statement::Reader in) {
  Request request;
  LATIDO_TRY(request.filter.customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
  LATIDO_TRY(request.filter.currency, wire::read_currency(wire::view(in.getCurrency())));
  LATIDO_TRY(request.filter.from, wire::read_date(wire::view(in.getFrom()), "from"));
  LATIDO_TRY(request.to, wire::read_date(wire::view(in.getTo()), "to"));
  LATIDO_CHECK(check_range(request.filter.from, request.to, "to"));
  return request;
}

// Those up to the last day, and what the customer owed before and after them.
void write(schema::StatementReport::Builder out, const Request& request, db::StatementView view) {
  const auto currency = request.filter.currency;
  Minor balance = view.balance;
  for (const auto& row : view.rows) balance -= row.amount;
  out.setCurrency(std::string(currency.text()));
  out.setOpening(to_text(balance, currency));
  while (!view.rows.empty() && view.rows.back().date > request.to) view.rows.pop_back();
  auto entries = out.initEntries(static_cast<unsigned>(view.rows.size()));
  for (unsigned i = 0; i < view.rows.size(); ++i) {
    const auto& row = view.rows[i];
    const auto subject = subject_of(row);
    balance += row.amount;
    entries[i].setDate(to_text(row.date));
    entries[i].setKind(subject.kind);
    wire::put(subject.id, [&](auto t) { entries[i].setId(t); });
    wire::put(row.number, [&](auto t) { entries[i].setNumber(t); });
    entries[i].setAmount(to_text(row.amount, currency));
    entries[i].setBalance(to_text(balance, currency));
    entries[i].setPosition(static_cast<std::uint64_t>(row.position));
  }
  out.setClosing(to_text(balance, currency));
}

}  // namespace

Checked statement(const Scope& scope, schema::Statement::Reader in, Answer reply) {
  Request request;
  LATIDO_TRY(request, read_request(in));
  auto view = scope.store.statement(scope.tenant, request.filter);
  if (!view) return reject(Code::not_found, "customerId", "There is no such customer.");
  if (view->too_many) {
    return reject(Code::too_large,
                  "from",
                  "There are more than 5000 entries from that day to now; choose a later one.");
  }
  write(reply.initStatement(), request, *std::move(view));
  return {};
}

}  // namespace latido::consultas
