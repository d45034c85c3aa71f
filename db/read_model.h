#pragma once

#include "comandos/domain/events.h"
#include "db/ledger.h"
#include "db/sqlite.h"

#include <cstdint>
#include <vector>

namespace latido::db {

// Writes what each event means into the tables that decisions and queries look at, and into the
// ledger. The events are the truth: the same events give the same rows.
class ReadModel {
 public:
  explicit ReadModel(Connection& db);

  // `key`: of the event, which has just been appended.
  void apply(std::int64_t key, const domain::Event& event);

 private:
  void apply_one(std::int64_t key, const domain::CustomerCreated& event);
  void apply_one(std::int64_t key, const domain::SeriesCreated& event);
  void apply_one(std::int64_t key, const domain::InvoiceIssued& event);
  void apply_one(std::int64_t key, const domain::InvoiceVoided& event);
  void apply_one(std::int64_t key, const domain::PaymentRecorded& event);

  void insert_lines(std::int64_t key, const domain::Invoice& invoice);
  void insert_allowances(std::int64_t key,
                         std::int64_t line_no,
                         const std::vector<domain::AllowanceCharge>& list);
  std::int64_t customer_as_issued(TenantId tenant, const domain::Customer& customer);
  std::int64_t series_key(TenantId tenant, std::string_view series);

  Connection& db_;
  Ledger ledger_;
  Statement insert_customer_;
  Statement insert_series_;
  Statement find_customer_;
  Statement find_series_;
  Statement insert_line_;
  Statement insert_tax_;
  Statement insert_allowance_;
  Statement insert_document_;
  Statement void_document_;
  Statement document_currency_;
  Statement insert_payment_;
};

}  // namespace latido::db
