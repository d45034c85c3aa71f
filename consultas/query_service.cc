#include "consultas/query_service.h"

#include "common/wire/error_reply.h"
#include "common/wire/fields.h"
#include "common/wire/message.h"
#include "common/wire/opened.h"
#include "common/wire/reply_codec.h"
#include "common/wire/try.h"
#include "consultas/as_of.h"
#include "consultas/dispatch.h"
#include "consultas/later_page.h"
#include "consultas/not_yet.h"

#include <utility>

#include <capnp/message.h>

namespace latido::consultas {
namespace {

// The reply's bytes. Throws kj::Exception for hostile bytes.
Result<std::string> reply_to(db::ReadStore& store,
                             schema::Query::Reader in,
                             std::int64_t now_unix_ms) {
  std::string tenant_name;
  LATIDO_TRY(tenant_name, wire::check_tenant(wire::view(in.getTenant())));
  const db::ReadStore::Snapshot snapshot(store);
  const auto tenant = store.find_tenant(tenant_name);
  if (!tenant) return reject(Code::not_found, "tenant", "There are no books of this tenant yet.");
  Scope scope{
      store, *tenant, tenant_name, store.head_position(*tenant), date_of_unix_ms(now_unix_ms)};
  if (static_cast<std::uint64_t>(scope.head) < in.getMinPosition())
    return tl::make_unexpected(not_yet("minPosition", in.getMinPosition(), scope.head));
  std::optional<Past> past;
  LATIDO_TRY(past, past_as_of(store, *tenant, {scope.head, now_unix_ms}, in.getAsOf()));
  if (past) {
    scope.as_of = past->position;
    scope.today = past->day;
  }
  scope.asked = asked_text(in.getAsOf());
  LATIDO_CHECK(go_to_first_page(scope, in));

  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(static_cast<std::uint64_t>(scope.as_of.value_or(scope.head)));
  LATIDO_CHECK(dispatch(scope, in, reply));
  return wire::to_bytes(message);
}

Result<std::string> reply_to(db::ReadStore& store,
                             const wire::Opened& request,
                             std::int64_t now_unix_ms) {
  if (request.refused) return tl::make_unexpected(*request.refused);
  const auto message = wire::Message::read(request.payload, capnp::Schema::from<schema::Query>());
  if (!message) return tl::make_unexpected(message.error());
  return wire::guarded<std::string>(
      [&] { return reply_to(store, message->root<schema::Query>(), now_unix_ms); });
}

}  // namespace

std::vector<std::string> QueryService::answer(const messaging::Request& request,
                                              std::int64_t now_unix_ms) {
  const auto opened = wire::open_request(request, now_unix_ms);
  const auto reply = reply_to(store_, opened, now_unix_ms);
  auto payload = reply ? wire::render_reply(*reply, opened.form)
                       : wire::encode_error(reply.error(), opened.form);
  return wire::reply_body(opened, wire::bounded(std::move(payload), opened.form));
}

}  // namespace latido::consultas
