#include "clients/cpp/heart.h"

#include "common/health/heart.h"

#include <utility>

#include <zmq.hpp>

namespace latido {

class Heart::Impl {
 public:
  Impl(const std::string& service, const std::string& wanted)
      : heart(context, {.service = service, .endpoint = wanted}), endpoint(heart.endpoint()) {
    heart.set_phase(health::Phase::serving);
    heart.start();
  }

  zmq::context_t context;
  health::Heart heart;
  health::LoopPulse& loop = heart.add_loop("main");
  const std::string endpoint;
};

Heart::Heart(const std::string& service, const std::string& endpoint)
    : impl_(std::make_unique<Impl>(service, endpoint)) {}
Heart::~Heart() = default;

void Heart::turn(const char* operation, std::chrono::milliseconds budget) {
  impl_->loop.turn(operation, budget);
}
void Heart::check_with(std::function<void()> check) { impl_->loop.check_with(std::move(check)); }
void Heart::set_queue_depth(std::uint32_t requests) { impl_->heart.set_queue_depth(requests); }
const std::string& Heart::endpoint() const { return impl_->endpoint; }

}  // namespace latido
