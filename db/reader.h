#pragma once

#include "comandos/domain/document.h"
#include "comandos/domain/state.h"
#include "common/ids.h"
#include "db/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latido::db {

struct InvoiceView {
  std::int64_t id = 0;
  domain::Invoice invoice;
  domain::InvoiceStatus status = domain::InvoiceStatus::open;
  Minor paid = 0;
  Minor due = 0;
};

struct InvoiceSummary {
  std::int64_t id = 0;
  std::string number;
  domain::InvoiceStatus status = domain::InvoiceStatus::open;
  std::string customer_id;
  Date issue_date;
  Date due_date;
  Currency currency;
  Minor payable = 0;
  Minor due = 0;
};

// Where a page ended: rows come by (issue_date, id), newest first.
struct PageKey {
  Date issue_date;
  std::int64_t id = 0;
};

struct InvoiceFilter {
  std::optional<domain::InvoiceStatus> status{};
  std::string customer_id;  // empty: any
  Date issued_from = kNoFirstDate;
  Date issued_to = kNoLastDate;
  std::optional<PageKey> after{};  // rows that come after this one
  std::size_t limit = 50;
};

struct ChainReport {
  bool intact = true;
  std::int64_t first_bad_position = 0;  // 0 where intact
  std::uint32_t checked = 0;
  std::int64_t next_position = 0;  // 0: the end was reached
  std::int64_t head_position = 0;  // last one looked at
  Sha256 head_hash{};
};

// A read-only connection. One thread. Each call sees the store as of one moment; `Snapshot` holds
// several calls to the same moment.
class ReadStore {
 public:
  explicit ReadStore(
      const std::string& path);  // throws StoreError where the store is not there (yet)
  ~ReadStore();
  ReadStore(const ReadStore&) = delete;
  ReadStore& operator=(const ReadStore&) = delete;

  // A short read transaction; ends with the object. Keep it well under a second: it holds the log
  // back.
  class Snapshot {
   public:
    explicit Snapshot(ReadStore& store);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

   private:
    ReadStore& store_;
  };

  std::optional<TenantId> find_tenant(std::string_view name);
  std::int64_t head_position(TenantId tenant);
  std::optional<InvoiceView> invoice_by_id(TenantId tenant, std::int64_t id);
  std::optional<InvoiceView> invoice_by_number(TenantId tenant, std::string_view number);
  std::vector<InvoiceSummary> list_invoices(TenantId tenant, const InvoiceFilter& filter);
  std::optional<domain::Customer> customer(TenantId tenant, std::string_view customer_id);
  std::optional<domain::SeriesState> series(TenantId tenant, std::string_view series);
  ChainReport verify_chain(TenantId tenant, std::int64_t from, std::uint32_t limit);

 private:
  friend class Snapshot;
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace latido::db
