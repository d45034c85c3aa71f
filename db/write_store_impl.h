#pragma once

#include "db/document_rows.h"
#include "db/event_log.h"
#include "db/read_model.h"
#include "db/rows.h"
#include "db/sqlite.h"
#include "db/standing.h"
#include "db/store.h"

#include <string>

namespace latido::db {

// What the parts of the writer (write_*.cc) share: the connection and its statements.
class WriteStore::Impl {
 public:
  explicit Impl(const std::string& path);

  void require_known_outcome() const;
  // A write outside a turn would be committed by itself, unfenced.
  void require_turn() const;
  // SQLite tells the length of the log after each commit.
  void note_log_pages(int pages);

  Connection db;
  std::string opening_remark;
  std::int64_t epoch;
  Statement begin_turn;
  Statement prove_epoch;
  Statement end_turn;
  Statement undo_turn;
  Statement insert_tenant;
  Statement find_reply;
  Statement insert_reply;
  Statement series_from_prefix;
  Statement series_with_prefix;
  Statement has_credit_notes;
  Statement credited_lines;
  Statement credited_taxes;
  Statement credited_total;
  Statement reference_of_payment;
  Statement reference_of_refund;
  Statement credit_applied;
  Statement find_draft;
  Lookups lookups;
  Standing standing;
  DocumentReader documents;
  EventLog log;
  ReadModel model;

  bool outcome_unknown = false;
  std::uint64_t commits = 0;
  int log_pages = 0;
  int checkpoint_at_pages;
};

}  // namespace latido::db
