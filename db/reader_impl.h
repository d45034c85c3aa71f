#pragma once

#include "db/reader.h"
#include "db/rows.h"
#include "db/sqlite.h"

#include <string>

namespace latido::db {

// What the parts of the reader (reader*.cc) share: the connection and its statements.
class ReadStore::Impl {
 public:
  explicit Impl(const std::string& path);

  // Read transactions nest; the outermost counts.
  void hold();
  void release() noexcept;

  Connection db;
  Lookups lookups;
  Statement begin;
  Statement end;
  Statement tenant_name;
  Statement document;
  Statement document_by_number;
  Statement lines;
  Statement taxes;
  Statement allowances;
  Statement list_same_day;
  Statement list_earlier;
  Statement customer_list_same_day;
  Statement customer_list_earlier;
  Statement customer_key;
  Statement event_hash;
  Statement events;

 private:
  int held_ = 0;
};

}  // namespace latido::db
