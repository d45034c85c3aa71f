#include "consultas/past_payment.h"

#include "common/wire/try.h"

#include <utility>
#include <variant>

namespace latido::consultas {
namespace {

struct Fold {
  std::int64_t id;
  domain::PaymentState& state;

  void operator()(const domain::PaymentRecorded& e) { state = domain::evolve(id, e); }
  void operator()(const auto& e) {
    if constexpr (requires { domain::evolve(std::move(state), e); }) {
      state = domain::evolve(std::move(state), e);
    }
  }
};

}  // namespace

Result<db::PaymentView> payment_at(Trails& trails, db::PaymentView now) {
  const auto id = now.state.id;
  if (trails.unchanged(id)) return now;
  LATIDO_CHECK(trails.each(id, id - 1, [&](auto, const auto& event) {
    std::visit(Fold{id, now.state}, event);
  }));
  return now;
}

}  // namespace latido::consultas
