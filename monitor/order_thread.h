#pragma once

#include <condition_variable>
#include <csignal>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace latido::monitor {

// A thread for what waits: it carries out orders, one after the other, and keeps what came of them.
// give() and take() are for one thread, and neither waits. `carry_out` must not throw.
template <typename Order, typename Result>
class OrderThread {
 public:
  explicit OrderThread(std::function<Result(const Order&)> carry_out)
      : carry_out_(std::move(carry_out)), thread_([this] { run(); }) {}

  ~OrderThread() {  // finishes the order at hand, forgets those that wait
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  OrderThread(const OrderThread&) = delete;
  OrderThread& operator=(const OrderThread&) = delete;

  void give(Order order) {
    {
      const std::lock_guard lock(mutex_);
      orders_.push_back(std::move(order));
    }
    wake_.notify_one();
  }

  // Of the orders carried out since the last call, in their order.
  std::vector<Result> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(results_, {});
  }

 private:
  void run() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stopping_ || !orders_.empty(); });
      if (stopping_) return;
      const auto order = std::move(orders_.front());
      orders_.pop_front();
      lock.unlock();
      auto result = carry_out_(order);
      lock.lock();
      results_.push_back(std::move(result));
    }
  }

  const std::function<Result(const Order&)> carry_out_;
  std::mutex mutex_;  // of what follows
  std::condition_variable wake_;
  std::deque<Order> orders_;
  std::vector<Result> results_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace latido::monitor
