#include "comandos/executor.h"

#include "common/wire/error_reply.h"
#include "common/wire/reply_codec.h"

#include <optional>
#include <utility>
#include <variant>

namespace latido::comandos {
namespace {

Executed answer_status(db::WriteStore& store, const wire::CommandRequest& request) {
  const auto tenant = store.find_tenant(request.tenant);
  if (!tenant) return {wire::status_reply(0, std::nullopt)};
  const auto stored = store.find_reply(*tenant, request.key);
  const auto head = static_cast<std::uint64_t>(store.head_position(*tenant));
  return {wire::status_reply(head, stored ? std::optional(stored->reply) : std::nullopt)};
}

// Nothing is kept of a preview: it is asked anew each time.
Executed answer_preview(Execution& execution, const wire::PreviewRequest& request) {
  return std::visit(
      [&](const auto& command) -> Executed {
        const auto made = execution.preview(command);
        if (made) return {wire::preview_reply(*made, execution.head())};
        return {wire::encode_error(made.error(), wire::Form::capnp, execution.head())};
      },
      request.command);
}

Executed replay(db::StoredReply stored, const wire::CommandRequest& request) {
  if (stored.request_hash == request.hash) return {std::move(stored.reply), true};
  const Rejection mismatch{
      Code::idempotency_mismatch,
      "key",
      "The key was used before with another request; make a new key for a new request."};
  return {wire::encode_error(mismatch, wire::Form::capnp)};
}

// What is wrong with the request itself is wrong whatever the books hold.
bool depends_on_books(const Rejection& refusal) {
  return refusal.code >= Code::idempotency_mismatch;
}

// Another refusal would look final, and the books may be opened at any time.
Rejection no_books() {
  return {Code::unknown_tenant,
          "tenant",
          "There are no books of this tenant yet; createTenant, createCustomer or createSeries "
          "opens them. Nothing is kept under the key."};
}

}  // namespace

std::optional<Executed> find_executed(db::WriteStore& store, const wire::CommandRequest& request) {
  if (!std::holds_alternative<domain::Command>(request.body)) return {};
  const auto tenant = store.find_tenant(request.tenant);
  if (!tenant) return {};
  auto stored = store.find_reply(*tenant, request.key);
  if (!stored) return {};
  return replay(std::move(*stored), request);
}

Executed execute(db::WriteStore& store, const wire::CommandRequest& request, TurnTime time) {
  if (std::holds_alternative<wire::StatusRequest>(request.body)) {
    return answer_status(store, request);
  }
  Execution execution(store, request, time);
  if (const auto* preview = std::get_if<wire::PreviewRequest>(&request.body)) {
    return answer_preview(execution, *preview);
  }
  if (auto executed = find_executed(store, request)) return std::move(*executed);

  auto effect = std::visit([&](const auto& c) { return execution.run(c); },
                           std::get<domain::Command>(request.body));
  if (!effect && !execution.has_books() && depends_on_books(effect.error())) {
    effect = tl::make_unexpected(no_books());
  }
  Executed done{effect ? wire::done_reply(*effect)
                       : wire::encode_error(effect.error(), wire::Form::capnp, execution.head())};
  execution.keep(done.reply);
  return done;
}

}  // namespace latido::comandos
