#pragma once

#include "common/money/date.h"
#include "common/result.h"
#include "db/reader.h"

#include <cstdint>
#include <optional>
#include <string>

#include "schema/envelope.capnp.h"
#include "schema/queries.capnp.h"

// One function a query: reads the store, fills the reply. May throw kj::Exception (hostile bytes)
// and db::StoreError. The refusals that each may give beside those of its fields' checks
// (MISSING_FIELD, TOO_LONG, BAD_VALUE) stand over it.
namespace latido::consultas {

struct Scope {
  db::ReadStore& store;
  db::TenantId tenant;
  const std::string& tenant_name;
  std::int64_t head = 0;                // position of the tenant's last event
  Date today;                           // UTC; with as_of, the day then (consultas/as_of.h)
  std::optional<std::int64_t> as_of{};  // position; nothing: now
  std::string asked{};                  // the query's asOf as it came (consultas/as_of.h)

  // As of the head, things stand as they do now, which costs less to tell.
  [[nodiscard]] bool of_the_past() const { return as_of && *as_of < head; }
};

using Answer = schema::Reply::Builder;

// All but verify_chain know `as_of`; with it each may also refuse with TOO_LARGE.

Checked get_invoice(const Scope& scope, schema::GetInvoice::Reader in, Answer out);  // NOT_FOUND
Checked get_credit_note(const Scope& scope, schema::GetCreditNote::Reader in, Answer out);
Checked list_invoices(const Scope& scope, schema::ListInvoices::Reader in, Answer out);
Checked trial_balance(const Scope& scope, schema::TrialBalance::Reader in, Answer out);

// NOT_FOUND
Checked get_draft(const Scope& scope, schema::GetDraft::Reader in, Answer out);
Checked get_payment(const Scope& scope, schema::GetPayment::Reader in, Answer out);
Checked get_customer(const Scope& scope, schema::GetCustomer::Reader in, Answer out);
Checked get_product(const Scope& scope, schema::GetProduct::Reader in, Answer out);
Checked get_price(const Scope& scope, schema::GetPrice::Reader in, Answer out);
Checked get_tax_rate(const Scope& scope, schema::GetTaxRate::Reader in, Answer out);
Checked get_books(const Scope& scope, Answer out);
Checked series_status(const Scope& scope, schema::SeriesStatus::Reader in, Answer out);
Checked gap_report(const Scope& scope, schema::GapReport::Reader in, Answer out);

// BAD_CURSOR; NOT_FOUND where a customer is named
Checked list_drafts(const Scope& scope, schema::ListDrafts::Reader in, Answer out);
Checked list_payments(const Scope& scope, schema::ListPayments::Reader in, Answer out);
Checked aging_report(const Scope& scope, schema::AgingReport::Reader in, Answer out);
Checked tax_report(const Scope& scope, schema::TaxReport::Reader in, Answer out);

// NOT_FOUND, BAD_CURSOR
Checked customer_balance(const Scope& scope, schema::CustomerBalance::Reader in, Answer out);
Checked statement(const Scope& scope, schema::Statement::Reader in, Answer out);

// NOT_FOUND
Checked ledger_entries(const Scope& scope, schema::LedgerEntries::Reader in, Answer out);
Checked audit_trail(const Scope& scope, schema::AuditTrail::Reader in, Answer out);
Checked event_feed(const Scope& scope, schema::EventFeed::Reader in, Answer out);
Checked verify_chain(const Scope& scope, schema::VerifyChain::Reader in, Answer out);

// NOT_FOUND, NOT_EXPORTABLE
Checked export_document(const Scope& scope, schema::ExportDocument::Reader in, Answer out);

}  // namespace latido::consultas
