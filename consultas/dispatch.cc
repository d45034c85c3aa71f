#include "consultas/dispatch.h"

namespace latido::consultas {
namespace {

Checked dispatch_documents(const Scope& scope, schema::Query::Reader in, Answer out) {
  switch (in.which()) {
    case schema::Query::GET_INVOICE:
      return get_invoice(scope, in.getGetInvoice(), out);
    case schema::Query::LIST_INVOICES:
      return list_invoices(scope, in.getListInvoices(), out);
    case schema::Query::GET_CREDIT_NOTE:
      return get_credit_note(scope, in.getGetCreditNote(), out);
    case schema::Query::GET_DRAFT:
      return get_draft(scope, in.getGetDraft(), out);
    case schema::Query::LIST_DRAFTS:
      return list_drafts(scope, in.getListDrafts(), out);
    case schema::Query::GET_PAYMENT:
      return get_payment(scope, in.getGetPayment(), out);
    case schema::Query::LIST_PAYMENTS:
      return list_payments(scope, in.getListPayments(), out);
    case schema::Query::EXPORT_DOCUMENT:
      return export_document(scope, in.getExportDocument(), out);
    default:
      return reject(Code::unknown_query, "", "The request names no query that this version knows.");
  }
}

Checked dispatch_master_data(const Scope& scope, schema::Query::Reader in, Answer out) {
  switch (in.which()) {
    case schema::Query::GET_CUSTOMER:
      return get_customer(scope, in.getGetCustomer(), out);
    case schema::Query::SERIES_STATUS:
      return series_status(scope, in.getSeriesStatus(), out);
    case schema::Query::GAP_REPORT:
      return gap_report(scope, in.getGapReport(), out);
    case schema::Query::GET_PRODUCT:
      return get_product(scope, in.getGetProduct(), out);
    case schema::Query::GET_PRICE:
      return get_price(scope, in.getGetPrice(), out);
    case schema::Query::GET_TAX_RATE:
      return get_tax_rate(scope, in.getGetTaxRate(), out);
    case schema::Query::GET_BOOKS:
      return get_books(scope, out);
    default:
      return dispatch_documents(scope, in, out);
  }
}

}  // namespace

Checked dispatch(const Scope& scope, schema::Query::Reader in, Answer out) {
  if (scope.as_of && in.which() == schema::Query::VERIFY_CHAIN) {
    return reject(Code::bad_value,
                  "asOf",
                  "verifyChain looks at stored events, which never change: name the part of the "
                  "chain by fromPosition and limit, and leave asOf out.");
  }
  switch (in.which()) {
    case schema::Query::CUSTOMER_BALANCE:
      return customer_balance(scope, in.getCustomerBalance(), out);
    case schema::Query::STATEMENT:
      return statement(scope, in.getStatement(), out);
    case schema::Query::AGING_REPORT:
      return aging_report(scope, in.getAgingReport(), out);
    case schema::Query::TAX_REPORT:
      return tax_report(scope, in.getTaxReport(), out);
    case schema::Query::TRIAL_BALANCE:
      return trial_balance(scope, in.getTrialBalance(), out);
    case schema::Query::LEDGER_ENTRIES:
      return ledger_entries(scope, in.getLedgerEntries(), out);
    case schema::Query::AUDIT_TRAIL:
      return audit_trail(scope, in.getAuditTrail(), out);
    case schema::Query::EVENT_FEED:
      return event_feed(scope, in.getEventFeed(), out);
    case schema::Query::VERIFY_CHAIN:
      return verify_chain(scope, in.getVerifyChain(), out);
    default:
      return dispatch_master_data(scope, in, out);
  }
}

}  // namespace latido::consultas
