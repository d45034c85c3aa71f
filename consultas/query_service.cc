#include "consultas/query_service.h"

#include "common/wire/command_codec.h"
#include "common/wire/error_reply.h"
#include "common/wire/message.h"
#include "common/wire/opened.h"
#include "common/wire/reply_codec.h"
#include "common/wire/try.h"
#include "consultas/queries/queries.h"

#include <capnp/message.h>

namespace latido::consultas {
namespace {

constexpr std::uint32_t kNotYetRetryMs = 20;

Checked dispatch(const Scope& scope, schema::Query::Reader in, schema::Reply::Builder out) {
  switch (in.which()) {
    case schema::Query::GET_INVOICE:
      return get_invoice(scope, in.getGetInvoice(), out);
    case schema::Query::LIST_INVOICES:
      return list_invoices(scope, in.getListInvoices(), out);
    case schema::Query::GET_CUSTOMER:
      return get_customer(scope, in.getGetCustomer(), out);
    case schema::Query::SERIES_STATUS:
      return series_status(scope, in.getSeriesStatus(), out);
    case schema::Query::VERIFY_CHAIN:
      return verify_chain(scope, in.getVerifyChain(), out);
    case schema::Query::UNSET:
      break;
  }
  return reject(Code::unknown_query, "", "The request names no query that this version knows.");
}

Rejection not_yet(std::uint64_t wanted, std::uint64_t head) {
  return {Code::not_yet,
          "minPosition",
          "The books are at position " + std::to_string(head) + ", not yet at " +
              std::to_string(wanted) + ".",
          kNotYetRetryMs};
}

// The reply's bytes. Throws kj::Exception for hostile bytes.
Result<std::string> reply_to(db::ReadStore& store, schema::Query::Reader in) {
  std::string tenant_name;
  LATIDO_TRY(tenant_name, wire::check_tenant(wire::view(in.getTenant())));
  const db::ReadStore::Snapshot snapshot(store);
  const auto tenant = store.find_tenant(tenant_name);
  if (!tenant) return reject(Code::not_found, "tenant", "There are no books of this tenant yet.");
  const auto head = static_cast<std::uint64_t>(store.head_position(*tenant));
  if (head < in.getMinPosition()) return tl::make_unexpected(not_yet(in.getMinPosition(), head));

  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(head);
  LATIDO_CHECK(dispatch({store, *tenant, tenant_name}, in, reply));
  return wire::to_bytes(message);
}

Result<std::string> reply_to(db::ReadStore& store, const wire::Opened& request) {
  if (request.refused) return tl::make_unexpected(*request.refused);
  const auto message = wire::Message::read(request.payload, capnp::Schema::from<schema::Query>());
  if (!message) return tl::make_unexpected(message.error());
  return wire::guarded<std::string>(
      [&] { return reply_to(store, message->root<schema::Query>()); });
}

}  // namespace

std::vector<std::string> QueryService::answer(const messaging::Request& request,
                                              std::int64_t now_unix_ms) {
  const auto opened = wire::open_request(request, now_unix_ms);
  const auto reply = reply_to(store_, opened);
  return wire::reply_body(opened,
                          reply ? wire::render_reply(*reply, opened.form)
                                : wire::encode_error(reply.error(), opened.form));
}

}  // namespace latido::consultas
