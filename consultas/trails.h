#pragma once

#include "comandos/domain/events.h"
#include "common/result.h"
#include "consultas/queries/queries.h"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace latido::consultas {

// What ReadStore::trail() calls the books themselves: seller, policy, closed periods.
inline constexpr std::int64_t kBooks = 0;

// The events of things up to a past position: what states as of then are folded from. One object
// for an answer, so that the answer's work is bounded. Throws std::runtime_error where a stored
// event cannot be read.
class Trails {
 public:
  using Take = std::function<void(std::int64_t position, const domain::Event& event)>;

  Trails(const Scope& scope, std::int64_t through) : scope_(scope), through_(through) {}

  [[nodiscard]] std::int64_t through() const { return through_; }

  // Those of one thing after `after`, in order. TOO_LARGE where there are more than an answer may
  // fold: then not all were given.
  Checked each(std::int64_t entity, std::int64_t after, const Take& take);

  // Nothing that an event could tell has happened to the thing since: it stands as it does now.
  [[nodiscard]] bool unchanged(std::int64_t entity) const;

  // Rows that were read beside them.
  void looked_at(std::size_t rows) { rows_ += rows; }

  // So much was read that a page had better end here.
  [[nodiscard]] bool enough() const;

 private:
  const Scope& scope_;
  std::int64_t through_;
  std::size_t read_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace latido::consultas
