#include "common/wire/command_body.h"

#include "common/wire/catalogue_codec.h"
#include "common/wire/credit_note_codec.h"
#include "common/wire/customer_codec.h"
#include "common/wire/draft_codec.h"
#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/invoice_codec.h"
#include "common/wire/payment_codec.h"
#include "common/wire/series_codec.h"
#include "common/wire/try.h"

#include <utility>

namespace latido::wire {
namespace {

using Command = schema::Command;
using Body = Result<CommandBody>;

// The command T, made of its parts in their order.
template <class T, class First, class... More>
Body body_of(Result<First> first, More... more) {
  if (!first) return tl::make_unexpected(std::move(first).error());
  return CommandBody{domain::Command{T{*std::move(first), more...}}};
}

template <class T>
Body body_of(Result<T> command) {
  if (!command) return tl::make_unexpected(std::move(command).error());
  return CommandBody{domain::Command{*std::move(command)}};
}

template <class T>
Body preview_of(Result<T> command) {
  if (!command) return tl::make_unexpected(std::move(command).error());
  return CommandBody{PreviewRequest{*std::move(command)}};
}

// An invoice, and why.
template <class T, class Reader>
Result<T> read_reasoned(Reader in) {
  T out;
  LATIDO_TRY(out.invoice, parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
  LATIDO_TRY(out.reason, check_reason(view(in.getReason())));
  return out;
}

Result<domain::Policy> read_policy(schema::SetPolicy::Reader in) {
  domain::Policy out;
  out.void_forbidden = in.getVoidForbidden();
  switch (in.getRoundingProfile()) {
    case schema::RoundingProfile::EN16931:
      out.rounding_profile = domain::RoundingProfile::en16931;
      return out;
    case schema::RoundingProfile::PER_LINE:
      out.rounding_profile = domain::RoundingProfile::per_line;
      return out;
    case schema::RoundingProfile::CFDI:
      out.rounding_profile = domain::RoundingProfile::cfdi;
      return out;
  }
  return reject(
      Code::bad_value, "roundingProfile", "roundingProfile must be en16931, perLine or cfdi.");
}

Body read_books(Command::Reader in) {
  switch (in.which()) {
    case Command::COMMAND_STATUS:
      return CommandBody{StatusRequest{}};
    case Command::CLOSE_PERIOD:
      return body_of<domain::ClosePeriod>(
          read_date(view(in.getClosePeriod().getThrough()), "through"));
    case Command::SET_POLICY:
      return body_of<domain::SetPolicy>(read_policy(in.getSetPolicy()));
    case Command::CREATE_TENANT:
      return body_of<domain::SetSeller>(read_seller(in.getCreateTenant()), true);
    case Command::UPDATE_TENANT:
      return body_of<domain::SetSeller>(read_seller(in.getUpdateTenant()), false);
    default:
      return reject(
          Code::unknown_command, "", "The request names no command that this version knows.");
  }
}

Body read_money(Command::Reader in) {
  switch (in.which()) {
    case Command::RECORD_PAYMENT:
      return body_of(read_record_payment(in.getRecordPayment()));
    case Command::ALLOCATE:
      return body_of(read_allocate(in.getAllocate()));
    case Command::UNALLOCATE:
      return body_of(read_unallocate(in.getUnallocate()));
    case Command::REVERSE_PAYMENT:
      return body_of(read_reverse_payment(in.getReversePayment()));
    case Command::REFUND_PAYMENT:
      return body_of(read_refund_payment(in.getRefundPayment()));
    case Command::REFUND_CREDIT:
      return body_of(read_refund_credit(in.getRefundCredit()));
    case Command::APPLY_CUSTOMER_CREDIT:
      return body_of(read_apply_credit(in.getApplyCustomerCredit()));
    case Command::ADJUST_BALANCE:
      return body_of(read_adjust_balance(in.getAdjustBalance()));
    default:
      return read_books(in);
  }
}

Body read_document(Command::Reader in) {
  const auto version = in.getExpectedVersion();
  switch (in.which()) {
    case Command::ISSUE_INVOICE:
      return body_of(read_issue_invoice(in.getIssueInvoice()));
    case Command::CREATE_DRAFT:
      return body_of<domain::CreateDraft>(read_draft(in.getCreateDraft()));
    case Command::SET_LINES:
      return body_of(read_set_lines(in.getSetLines(), version));
    case Command::UPDATE_DRAFT:
      return body_of(read_update_draft(in.getUpdateDraft(), version));
    case Command::DELETE_DRAFT:
      return body_of(read_delete_draft(in.getDeleteDraft(), version));
    case Command::ISSUE_DRAFT:
      return body_of(read_issue_draft(in.getIssueDraft(), version));
    case Command::VOID_INVOICE:
      return body_of(read_reasoned<domain::VoidInvoice>(in.getVoidInvoice()));
    case Command::MARK_UNCOLLECTIBLE:
      return body_of(read_reasoned<domain::MarkUncollectible>(in.getMarkUncollectible()));
    case Command::RECOVER_INVOICE:
      return body_of(read_reasoned<domain::RecoverInvoice>(in.getRecoverInvoice()));
    case Command::ISSUE_CREDIT_NOTE:
      return body_of(read_issue_credit_note(in.getIssueCreditNote()));
    case Command::PREVIEW_INVOICE:
      return preview_of(read_issue_invoice(in.getPreviewInvoice()));
    case Command::PREVIEW_CREDIT_NOTE:
      return preview_of(read_issue_credit_note(in.getPreviewCreditNote()));
    default:
      return read_money(in);
  }
}

// Only these change something that has a version of its own.
bool takes_version(Command::Which command) {
  switch (command) {
    case Command::UPDATE_CUSTOMER:
    case Command::ARCHIVE_CUSTOMER:
    case Command::SET_LINES:
    case Command::UPDATE_DRAFT:
    case Command::DELETE_DRAFT:
    case Command::ISSUE_DRAFT:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<CommandBody> read_body(Command::Reader in) {
  const auto version = in.getExpectedVersion();
  if (version != 0 && !takes_version(in.which())) {
    return reject(Code::bad_value,
                  "expectedVersion",
                  "Only commands that change a customer or a draft take an expectedVersion.");
  }
  switch (in.which()) {
    case Command::CREATE_CUSTOMER:
      return body_of<domain::CreateCustomer>(read_customer(in.getCreateCustomer()));
    case Command::UPDATE_CUSTOMER:
      return body_of<domain::UpdateCustomer>(read_customer(in.getUpdateCustomer()), version);
    case Command::ARCHIVE_CUSTOMER:
      return body_of<domain::ArchiveCustomer>(
          check_customer_id(view(in.getArchiveCustomer().getCustomerId())), version);
    case Command::CREATE_PRODUCT:
      return body_of<domain::CreateProduct>(read_product(in.getCreateProduct()));
    case Command::ARCHIVE_PRODUCT:
      return body_of<domain::ArchiveProduct>(
          check_product_id(view(in.getArchiveProduct().getProductId())));
    case Command::CREATE_PRICE:
      return body_of<domain::CreatePrice>(read_price(in.getCreatePrice()));
    case Command::ARCHIVE_PRICE:
      return body_of<domain::ArchivePrice>(check_price_id(view(in.getArchivePrice().getPriceId())));
    case Command::DEFINE_TAX_RATE:
      return body_of(read_define_tax_rate(in.getDefineTaxRate()));
    case Command::RETIRE_TAX_RATE:
      return body_of(read_retire_tax_rate(in.getRetireTaxRate()));
    case Command::CREATE_SERIES:
      return body_of(read_create_series(in.getCreateSeries()));
    case Command::CLOSE_SERIES:
      return body_of<domain::CloseSeries>(check_series(view(in.getCloseSeries().getSeries())));
    case Command::EXTEND_RANGE:
      return body_of(read_extend_range(in.getExtendRange()));
    default:
      return read_document(in);
  }
}

}  // namespace latido::wire
