#include "common/wire/event_codec.h"
#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/put.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/past_account.h"
#include "consultas/queries/cursor.h"
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

constexpr std::uint16_t kMaxLimit = 1'000;

// A page of a statement, and what was owed before its first entry.
struct Request {
  db::StatementFilter filter;
  Minor balance = 0;
};

Result<db::StatementFilter> read_filter(schema::Statement::Reader in) {
  db::StatementFilter filter;
  LATIDO_TRY(filter.customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
  LATIDO_TRY(filter.currency, wire::read_currency(wire::view(in.getCurrency())));
  LATIDO_TRY(filter.from, wire::read_date(wire::view(in.getFrom()), "from"));
  LATIDO_TRY(filter.to, wire::read_date(wire::view(in.getTo()), "to"));
  LATIDO_CHECK(check_range(filter.from, filter.to, "to"));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  filter.limit = in.getLimit();
  return filter;
}

CursorOf list_of(const Scope& scope, const db::StatementFilter& filter) {
  auto list = list_in(scope,
                      "statement",
                      std::to_string(filter.from.days) + "/" + std::to_string(filter.to.days) +
                          "/" + std::string(filter.currency.text()) + "/" + filter.customer_id);
  list.moment.position = filter.through;
  return list;
}

// As of the moment that is asked about: the account by date, less what was recorded later.
Result<Minor> opening(const Scope& scope, std::int64_t customer, const db::StatementFilter& in) {
  auto balance =
      scope.store.account_before(scope.tenant, in.customer_id, in.currency, in.from).value();
  if (!scope.as_of || *scope.as_of == scope.head) return balance;
  std::vector<db::Movement> later;
  LATIDO_TRY(later, moved_since(scope, customer));
  for (const auto& one : later) {
    if (one.currency == in.currency && one.date < in.from) balance -= one.amount;
  }
  return balance;
}

// The first page is of the books as they are (or were, with asOf); those after it are of the same
// moment, whatever came since, and go on from its balance.
Result<Request> read_request(const Scope& scope, schema::Statement::Reader in) {
  Request request;
  LATIDO_TRY(request.filter, read_filter(in));
  std::int64_t customer = 0;
  LATIDO_TRY(customer, find_customer(scope, request.filter.customer_id));
  request.filter.through = scope.as_of.value_or(scope.head);
  if (in.getCursor().size() == 0) {
    LATIDO_TRY(request.balance, opening(scope, customer, request.filter));
    return request;
  }
  std::vector<std::int64_t> key;
  LATIDO_TRY(key, decode_cursor(list_of(scope, request.filter), 3, wire::view(in.getCursor())));
  request.filter.after = db::PageKey{Date{static_cast<std::int32_t>(key[0])}, key[1]};
  request.balance = key[2];
  return request;
}

void write_entry(schema::StatementEntry::Builder out,
                 const db::StatementRow& row,
                 Minor balance,
                 Currency currency) {
  const auto subject = subject_of(row);
  out.setDate(to_text(row.date));
  out.setKind(subject.kind);
  wire::put(subject.id, [&](auto t) { out.setId(t); });
  wire::put(row.number, [&](auto t) { out.setNumber(t); });
  out.setAmount(to_text(row.amount, currency));
  out.setBalance(to_text(balance, currency));
  out.setPosition(static_cast<std::uint64_t>(row.position));
}

}  // namespace

Checked statement(const Scope& scope, schema::Statement::Reader in, Answer reply) {
  Request request;
  LATIDO_TRY(request, read_request(scope, in));
  const auto& filter = request.filter;
  const auto page = scope.store.statement(scope.tenant, filter).value();
  auto out = reply.initStatement();
  out.setCurrency(std::string(filter.currency.text()));
  Minor balance = request.balance;
  out.setOpening(to_text(balance, filter.currency));
  auto entries = out.initEntries(static_cast<unsigned>(page.rows.size()));
  for (unsigned i = 0; i < page.rows.size(); ++i) {
    if (__builtin_add_overflow(balance, page.rows[i].amount, &balance))
      return tl::make_unexpected(bad_cursor());
    write_entry(entries[i], page.rows[i], balance, filter.currency);
  }
  out.setClosing(to_text(balance, filter.currency));
  if (page.next) {
    out.setNextCursor(encode_cursor(list_of(scope, filter),
                                    {page.next->issue_date.days, page.next->id, balance}));
  }
  return {};
}

}  // namespace latido::consultas
