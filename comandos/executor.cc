#include "comandos/executor.h"

#include "comandos/domain/decide.h"
#include "common/money/date.h"
#include "common/wire/error_reply.h"
#include "common/wire/event_codec.h"
#include "common/wire/reply_codec.h"

#include <optional>
#include <utility>
#include <variant>

namespace latido::comandos {
namespace {

using wire::Effect;

// What every command needs: where to look, when it is, and how to append.
class Execution {
 public:
  Execution(db::WriteStore& store, const wire::CommandRequest& request, std::int64_t now_unix_ms)
      : store_(store),
        request_(request),
        now_unix_ms_(now_unix_ms),
        tenant_(store.find_tenant(request.tenant).value_or(kNoTenant)) {}

  // Keeps the reply under the key, where the tenant has books.
  void keep(std::string_view reply) {
    if (tenant_ != kNoTenant) store_.save_reply(tenant_, request_.key, request_.hash, reply);
  }

  [[nodiscard]] std::uint64_t head() const {
    return tenant_ == kNoTenant ? 0 : static_cast<std::uint64_t>(store_.head_position(tenant_));
  }

  Result<Effect> run(const domain::CreateCustomer& command) {
    const auto& id = command.customer.customer_id;
    auto event = domain::decide(command, store_.find_customer(tenant_, id));
    if (!event) return tl::make_unexpected(event.error());
    return Effect{.id = id, .position = append(std::move(*event))};
  }

  Result<Effect> run(const domain::CreateSeries& command) {
    auto event = domain::decide(command,
                                store_.find_series(tenant_, command.series),
                                store_.series_near_prefix(tenant_, command.prefix));
    if (!event) return tl::make_unexpected(event.error());
    return Effect{.id = command.series, .position = append(std::move(*event))};
  }

  Result<Effect> run(const domain::IssueInvoice& command) {
    auto event = domain::decide(command,
                                store_.find_series(tenant_, command.series),
                                store_.find_customer(tenant_, command.customer_id),
                                today());
    if (!event) return tl::make_unexpected(event.error());
    const auto position = append(*event);
    return Effect{.id = wire::invoice_id_text(position),
                  .position = position,
                  .invoice = domain::evolve(position, *event),
                  .totals = event->invoice.totals};
  }

  Result<Effect> run(const domain::VoidInvoice& command) {
    const auto invoice = store_.find_invoice(tenant_, command.invoice);
    auto event = domain::decide(command, invoice);
    if (!event) return tl::make_unexpected(event.error());
    const auto position = append(*event);
    return Effect{.id = wire::invoice_id_text(command.invoice),
                  .position = position,
                  .invoice = domain::evolve(*invoice, *event)};
  }

  Result<Effect> run(const domain::RecordPayment& command) {
    const auto invoice = store_.find_invoice(tenant_, command.invoice);
    const bool reference_used =
        !command.reference.empty() && store_.payment_reference_used(tenant_, command.reference);
    auto event = domain::decide(command, invoice, reference_used, today());
    if (!event) return tl::make_unexpected(event.error());
    const auto position = append(*event);
    return Effect{.id = wire::payment_id_text(position),
                  .position = position,
                  .invoice = domain::evolve(*invoice, *event)};
  }

 private:
  [[nodiscard]] Date today() const { return date_of_unix_ms(now_unix_ms_); }

  std::int64_t append(domain::Event event) {
    if (tenant_ == kNoTenant) tenant_ = store_.intern_tenant(request_.tenant);
    const wire::RecordedEvent recorded{now_unix_ms_, request_.actor, std::move(event)};
    return store_.append(tenant_, recorded.event, wire::encode_event(recorded));
  }

  // Nothing is found under it.
  static constexpr db::TenantId kNoTenant = 0;

  db::WriteStore& store_;
  const wire::CommandRequest& request_;
  std::int64_t now_unix_ms_;
  db::TenantId tenant_;
};

Executed answer_status(db::WriteStore& store, const wire::CommandRequest& request) {
  const auto tenant = store.find_tenant(request.tenant);
  if (!tenant) return {wire::status_reply(0, std::nullopt)};
  const auto stored = store.find_reply(*tenant, request.key);
  const auto head = static_cast<std::uint64_t>(store.head_position(*tenant));
  return {wire::status_reply(head, stored ? std::optional(stored->reply) : std::nullopt)};
}

Executed replay(db::StoredReply stored, const wire::CommandRequest& request) {
  if (stored.request_hash == request.hash) return {std::move(stored.reply), true};
  const Rejection mismatch{
      Code::idempotency_mismatch,
      "key",
      "The key was used before with another request; make a new key for a new request."};
  return {wire::encode_error(mismatch, wire::Form::capnp)};
}

}  // namespace

std::optional<Executed> find_executed(db::WriteStore& store, const wire::CommandRequest& request) {
  const auto tenant = store.find_tenant(request.tenant);
  if (!tenant) return {};
  auto stored = store.find_reply(*tenant, request.key);
  if (!stored) return {};
  return replay(std::move(*stored), request);
}

Executed execute(db::WriteStore& store,
                 const wire::CommandRequest& request,
                 std::int64_t now_unix_ms) {
  const auto* command = std::get_if<domain::Command>(&request.body);
  if (command == nullptr) return answer_status(store, request);
  if (auto executed = find_executed(store, request)) return std::move(*executed);

  Execution execution(store, request, now_unix_ms);
  const auto effect = std::visit([&](const auto& c) { return execution.run(c); }, *command);
  Executed done{effect ? wire::done_reply(*effect)
                       : wire::encode_error(effect.error(), wire::Form::capnp, execution.head())};
  execution.keep(done.reply);
  return done;
}

}  // namespace latido::comandos
