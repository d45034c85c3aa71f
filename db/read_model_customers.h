#pragma once

#include "comandos/domain/events.h"
#include "db/read_model_shared.h"

#include <cstdint>
#include <string_view>

namespace latido::db {

// Customers, and every version that they had: documents point to one.
class CustomerRows {
 public:
  explicit CustomerRows(ReadModelShared& shared);

  void apply(Moment when, const domain::CustomerCreated& event);
  void apply(Moment when, const domain::CustomerUpdated& event);
  // A version of its own, so that versions count every change.
  void apply(Moment when, const domain::CustomerArchived& event);

 private:
  void add_version(std::int64_t customer_key,
                   std::int64_t version,
                   const domain::Customer& customer);
  std::int64_t next_version(std::int64_t customer_key);

  ReadModelShared& shared_;
  Statement insert_;
  Statement insert_version_;
  Statement copy_version_;
  Statement version_;
  Statement update_;
};

}  // namespace latido::db
