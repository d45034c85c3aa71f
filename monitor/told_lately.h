#pragma once

#include "common/clock.h"

#include <chrono>
#include <string>

namespace latido::monitor {

// A trouble that comes again and again is logged once: until it is another one, or has been away
// for kCalm. Pure.
class ToldLately {
 public:
  static constexpr std::chrono::seconds kCalm{10};

  // Whether it is to be logged. Whenever it comes.
  bool is_news(const std::string& trouble, MonotonicTime now) {
    const bool news = trouble != trouble_ || now - at_ >= kCalm;
    trouble_ = trouble;
    at_ = now;
    return news;
  }

 private:
  std::string trouble_;
  MonotonicTime at_;
};

}  // namespace latido::monitor
