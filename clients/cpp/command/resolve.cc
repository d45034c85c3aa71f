#include "clients/cpp/command/resolve.h"

#include "clients/cpp/command/ids.h"

namespace latido::command {
namespace {

template <class Ask, class Take>
tl::expected<Found, ExitCode> find(Session& session, Ask ask, Take take) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  ask(query);
  const auto reply = client::call(session.client(), query.asReader());
  if (!reply) return tl::make_unexpected(session.explain(reply.error(), ""));
  if (reply->refusal()) return tl::make_unexpected(session.explain(*reply->refusal(), ""));
  const auto found = take(reply->root());
  return Found{found.getId().cStr(), found.getCurrency().cStr()};
}

}  // namespace

tl::expected<std::string, ExitCode> invoice_id(Session& session, const std::string& invoice) {
  if (kind_of(invoice) == IdKind::invoice) return invoice;
  auto found = find_invoice(session, invoice);
  if (!found) return tl::make_unexpected(found.error());
  return std::move(found->id);
}

tl::expected<Found, ExitCode> find_invoice(Session& session, const std::string& invoice) {
  return find(
      session,
      [&](schema::Query::Builder query) {
        auto body = query.initGetInvoice();
        if (kind_of(invoice) == IdKind::invoice) {
          body.setId(invoice);
        } else {
          body.setNumber(invoice);
        }
      },
      [](schema::Reply::Reader reply) { return reply.getInvoice(); });
}

tl::expected<std::string, ExitCode> document_id(Session& session, const std::string& document) {
  const auto kind = kind_of(document);
  if (kind == IdKind::invoice || kind == IdKind::credit_note) return document;
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  query.initGetCreditNote().setNumber(document);
  const auto reply = client::call(session.client(), query.asReader());
  if (reply && !reply->refusal()) return std::string(reply->root().getCreditNote().getId().cStr());
  return invoice_id(session, document);
}

tl::expected<Found, ExitCode> find_payment(Session& session, const std::string& payment_id) {
  return find(
      session,
      [&](schema::Query::Builder query) { query.initGetPayment().setPaymentId(payment_id); },
      [](schema::Reply::Reader reply) { return reply.getPayment(); });
}

tl::expected<Found, ExitCode> find_draft(Session& session, const std::string& draft_id) {
  return find(
      session,
      [&](schema::Query::Builder query) { query.initGetDraft().setDraftId(draft_id); },
      [](schema::Reply::Reader reply) { return reply.getDraft(); });
}

}  // namespace latido::command
