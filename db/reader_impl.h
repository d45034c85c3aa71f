#pragma once

#include "db/document_rows.h"
#include "db/keys.h"
#include "db/reader.h"
#include "db/rows.h"
#include "db/sqlite.h"

#include <string>

namespace latido::db {

// The statements of each part of the reader, prepared once; made beside their SQL (reader_*.cc).

struct DocumentStatements {
  explicit DocumentStatements(Connection& db);
  DocumentReader rows;
  Statement by_number;
  Statement by_reference;
  Statement customer_key;
  Statement seller_before;
  Statement settlements;
  Statement credit_notes;
  Statement numbered;
};

struct ListStatements {
  explicit ListStatements(Connection& db);
  Statement same_day;
  Statement earlier;
  Statement customer_same_day;
  Statement customer_earlier;
  Statement customer_key;
};

struct PaymentStatements {
  explicit PaymentStatements(Connection& db);
  Statement payment;
  Statement allocations;
  Statement by_reference;
  Statement list;
  Statement customer_list;
};

struct DraftStatements {
  explicit DraftStatements(Connection& db);
  Statement draft;
  Statement list;
  Statement all;
};

struct CustomerStatements {
  explicit CustomerStatements(Connection& db);
  Statement due;
  Statement credit;
  Statement page;
};

struct StatementStatements {
  explicit StatementStatements(Connection& db);
  Statement documents_same_day;
  Statement documents;
  Statement entries_same_day;
  Statement entries;
  Statement spans;
  Statement span_documents;
  Statement span_entries;
};

struct SinceStatements {
  explicit SinceStatements(Connection& db);
  Statement open;
  Statement changed;
  Statement credit_notes;
  Statement currencies;
  Statement payments;
  Statement entries;
};

struct ReportStatements {
  explicit ReportStatements(Connection& db);
  Statement due;
  Statement customer_id;
  Statement same_day;
  Statement later;
  Statement changed;
  Statement taxes;
};

struct LedgerStatements {
  explicit LedgerStatements(Connection& db);
  Statement account;
  Statement accounts;
  Statement day;
  Statement transfers;
};

struct EventStatements {
  explicit EventStatements(Connection& db);
  Statement tenant_name;
  Statement events;
  Statement event;
  Statement trail;
};

struct EntityStatements {
  explicit EntityStatements(Connection& db);
  Statement document_kind;
  Statement payment;
  Statement draft;
  Statement customer;
  Statement series;
  Statement product;
  Statement price;
  Statement tax_code;
};

// What the parts of the reader share: the connection and its statements.
class ReadStore::Impl {
 public:
  explicit Impl(const std::string& path);

  // Read transactions nest; the outermost counts.
  void hold();
  void release() noexcept;

  // Nothing where there is no such customer.
  std::optional<std::int64_t> customer_key(TenantId tenant, std::string_view customer_id);

  Connection db;
  Lookups lookups;
  Statement begin;
  Statement end;
  DocumentStatements documents;
  ListStatements lists;
  PaymentStatements payments;
  DraftStatements drafts;
  CustomerStatements customers;
  StatementStatements statements;
  SinceStatements since;
  ReportStatements reports;
  LedgerStatements ledger;
  EventStatements events;
  EntityStatements entities;

 private:
  int held_ = 0;
};

// The last key of a page that goes from the newest down.
inline std::int64_t last_key(TenantId tenant, const KeysetPage& page) {
  return make_key(tenant, is_position(page.before) ? page.before - 1 : kPositionMax);
}

}  // namespace latido::db
