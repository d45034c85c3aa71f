#include "broker/backlog.h"

#include <new>
#include <utility>

namespace latido::broker {
namespace {

constexpr std::size_t kSmallFrameBytes = 1024;
constexpr std::size_t kSweepSlack = 64;

struct Counted {
  std::string bytes;
  Backlog::Count count;
};

void let_go(void* /*data*/, void* hint) {
  const std::unique_ptr<Counted> owned(static_cast<Counted*>(hint));
  *owned->count -= owned->bytes.size();
}

}  // namespace

Backlog::Count Backlog::of(const std::string& peer) {
  if (counts_.size() >= sweep_at_) {
    std::erase_if(counts_, [](const auto& entry) { return *entry.second == 0; });
    sweep_at_ = 2 * counts_.size() + kSweepSlack;
  }
  Count& count = counts_[peer];
  if (count == nullptr) count = std::make_shared<std::atomic<std::size_t>>(0);
  return count;
}

std::size_t counted_bytes(std::string_view frame) {
  return frame.size() > kSmallFrameBytes ? frame.size() : 0;
}

zmq_msg_t counted_frame(std::string_view bytes, const Backlog::Count& count) {
  auto owned = std::make_unique<Counted>(Counted{std::string(bytes), count});
  zmq_msg_t frame;
  char* const data = owned->bytes.data();
  if (zmq_msg_init_data(&frame, data, bytes.size(), let_go, owned.get()) != 0) {
    throw std::bad_alloc();
  }
  *count += bytes.size();
  static_cast<void>(owned.release());
  return frame;
}

}  // namespace latido::broker
