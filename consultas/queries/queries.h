#pragma once

#include "common/result.h"
#include "db/reader.h"

#include <string>

#include "schema/envelope.capnp.h"
#include "schema/queries.capnp.h"

// One function a query: reads the store, fills the reply. May throw kj::Exception (hostile bytes)
// and db::StoreError.
namespace latido::consultas {

struct Scope {
  db::ReadStore& store;
  db::TenantId tenant;
  const std::string& tenant_name;
};

// BAD_VALUE, MISSING_FIELD, NOT_FOUND
Checked get_invoice(const Scope& scope, schema::GetInvoice::Reader in, schema::Reply::Builder out);
// BAD_VALUE, BAD_CURSOR
Checked list_invoices(const Scope& scope,
                      schema::ListInvoices::Reader in,
                      schema::Reply::Builder out);
// MISSING_FIELD, NOT_FOUND
Checked get_customer(const Scope& scope,
                     schema::GetCustomer::Reader in,
                     schema::Reply::Builder out);
// MISSING_FIELD, NOT_FOUND
Checked series_status(const Scope& scope,
                      schema::SeriesStatus::Reader in,
                      schema::Reply::Builder out);
// BAD_VALUE
Checked verify_chain(const Scope& scope,
                     schema::VerifyChain::Reader in,
                     schema::Reply::Builder out);

}  // namespace latido::consultas
