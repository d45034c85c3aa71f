#include "common/wire/event_codec.h"

#include "common/wire/event_catalogue.h"
#include "common/wire/event_document.h"
#include "common/wire/event_parts.h"
#include "common/wire/event_payment.h"
#include "common/wire/message.h"

#include <optional>
#include <stdexcept>
#include <variant>

#include <capnp/serialize.h>
#include <kj/exception.h>

#include "schema/events.capnp.h"

namespace latido::wire {
namespace {

namespace ev = schema::event;
using stored::read;
using stored::text;
using stored::write;

void write_name(ev::Name::Builder out, const std::string& name) {
  put(name, [&](auto t) { out.setName(t); });
}

void write_reasoned(ev::Reasoned::Builder out, std::int64_t position, const std::string& reason) {
  out.setPosition(position);
  put(reason, [&](auto t) { out.setReason(t); });
}

void write_policy(ev::Policy::Builder out, const domain::Policy& in) {
  out.setRoundingProfile(static_cast<ev::RoundingProfile>(in.rounding_profile));
  out.setVoidForbidden(in.void_forbidden);
}

domain::Policy read_policy(ev::Policy::Reader in) {
  return {static_cast<domain::RoundingProfile>(in.getRoundingProfile()), in.getVoidForbidden()};
}

// Each kind of event becomes its member of the union.
struct Writer {
  ev::Event::Builder out;

  void operator()(const domain::CustomerCreated& e) {
    write(out.initCustomerCreated(), e.customer);
  }
  void operator()(const domain::CustomerUpdated& e) {
    write(out.initCustomerUpdated(), e.customer);
  }
  void operator()(const domain::CustomerArchived& e) {
    write_name(out.initCustomerArchived(), e.customer_id);
  }
  void operator()(const domain::ProductCreated& e) { write(out.initProductCreated(), e.product); }
  void operator()(const domain::ProductArchived& e) {
    write_name(out.initProductArchived(), e.product_id);
  }
  void operator()(const domain::PriceCreated& e) { write(out.initPriceCreated(), e.price); }
  void operator()(const domain::PriceArchived& e) {
    write_name(out.initPriceArchived(), e.price_id);
  }
  void operator()(const domain::TaxRateDefined& e) { write(out.initTaxRateDefined(), e); }
  void operator()(const domain::TaxRateRetired& e) { write(out.initTaxRateRetired(), e); }
  void operator()(const domain::SeriesCreated& e) { write(out.initSeriesCreated(), e); }
  void operator()(const domain::SeriesClosed& e) { write_name(out.initSeriesClosed(), e.series); }
  void operator()(const domain::RangeExtended& e) { write(out.initRangeExtended(), e); }

  void operator()(const domain::DraftCreated& e) {
    stored::write_draft(out.initDraftCreated(), 0, e.content);
  }
  void operator()(const domain::DraftChanged& e) {
    stored::write_draft(out.initDraftChanged(), e.draft, e.content);
  }
  void operator()(const domain::DraftDeleted& e) { out.initDraftDeleted().setPosition(e.draft); }
  void operator()(const domain::InvoiceIssued& e) { write(out.initInvoiceIssued(), e.invoice); }
  void operator()(const domain::InvoiceVoided& e) {
    auto voided = out.initInvoiceVoided();
    voided.setInvoicePosition(e.invoice);
    put(e.reason, [&](auto t) { voided.setReason(t); });
  }
  void operator()(const domain::InvoiceWrittenOff& e) {
    write_reasoned(out.initInvoiceWrittenOff(), e.invoice, e.reason);
  }
  void operator()(const domain::InvoiceRecovered& e) {
    write_reasoned(out.initInvoiceRecovered(), e.invoice, e.reason);
  }
  void operator()(const domain::CreditNoteIssued& e) { write(out.initCreditNoteIssued(), e.note); }

  void operator()(const domain::PaymentRecorded& e) { write(out.initPaymentRecorded(), e); }
  void operator()(const domain::PaymentAllocated& e) {
    stored::write_allocated(out.initPaymentAllocated(), e.payment, e.allocations);
  }
  void operator()(const domain::AllocationUndone& e) {
    stored::write_allocated(out.initAllocationUndone(), e.payment, e.allocations);
  }
  void operator()(const domain::PaymentReversed& e) {
    write_reasoned(out.initPaymentReversed(), e.payment, e.reason);
  }
  void operator()(const domain::PaymentRefunded& e) { write(out.initPaymentRefunded(), e); }
  void operator()(const domain::CreditRefunded& e) { write(out.initCreditRefunded(), e); }
  void operator()(const domain::CreditApplied& e) {
    stored::write_credit(out.initCreditApplied(), e.customer_id, e.allocation);
  }
  void operator()(const domain::CreditUnapplied& e) {
    stored::write_credit(out.initCreditUnapplied(), e.customer_id, e.allocation);
  }
  void operator()(const domain::BalanceAdjusted& e) { write(out.initBalanceAdjusted(), e); }

  void operator()(const domain::PeriodClosed& e) { out.setPeriodClosed(e.through.days); }
  void operator()(const domain::PolicySet& e) { write_policy(out.initPolicySet(), e.policy); }
  void operator()(const domain::SellerSet& e) { write(out.initSellerSet(), e.seller); }
};

// Nothing where the event is none of these; here and below.
std::optional<domain::Event> read_master_data(ev::Event::Reader in) {
  switch (in.which()) {
    case ev::Event::CUSTOMER_CREATED:
      return domain::CustomerCreated{read(in.getCustomerCreated())};
    case ev::Event::CUSTOMER_UPDATED:
      return domain::CustomerUpdated{read(in.getCustomerUpdated())};
    case ev::Event::CUSTOMER_ARCHIVED:
      return domain::CustomerArchived{text(in.getCustomerArchived().getName())};
    case ev::Event::PRODUCT_CREATED:
      return domain::ProductCreated{read(in.getProductCreated())};
    case ev::Event::PRODUCT_ARCHIVED:
      return domain::ProductArchived{text(in.getProductArchived().getName())};
    case ev::Event::PRICE_CREATED:
      return domain::PriceCreated{read(in.getPriceCreated())};
    case ev::Event::PRICE_ARCHIVED:
      return domain::PriceArchived{text(in.getPriceArchived().getName())};
    case ev::Event::TAX_RATE_DEFINED:
      return stored::read_defined(in.getTaxRateDefined());
    case ev::Event::TAX_RATE_RETIRED:
      return stored::read_retired(in.getTaxRateRetired());
    case ev::Event::SERIES_CREATED:
      return read(in.getSeriesCreated());
    case ev::Event::SERIES_CLOSED:
      return domain::SeriesClosed{text(in.getSeriesClosed().getName())};
    case ev::Event::RANGE_EXTENDED:
      return read(in.getRangeExtended());
    case ev::Event::PERIOD_CLOSED:
      return domain::PeriodClosed{Date{in.getPeriodClosed()}};
    case ev::Event::POLICY_SET:
      return domain::PolicySet{read_policy(in.getPolicySet())};
    case ev::Event::SELLER_SET:
      return domain::SellerSet{read(in.getSellerSet())};
    default:
      return {};
  }
}

std::optional<domain::Event> read_of_document(ev::Event::Reader in) {
  switch (in.which()) {
    case ev::Event::DRAFT_CREATED:
      return domain::DraftCreated{stored::read_content(in.getDraftCreated())};
    case ev::Event::DRAFT_CHANGED:
      return domain::DraftChanged{in.getDraftChanged().getDraftPosition(),
                                  stored::read_content(in.getDraftChanged())};
    case ev::Event::DRAFT_DELETED:
      return domain::DraftDeleted{in.getDraftDeleted().getPosition()};
    case ev::Event::INVOICE_ISSUED:
      return domain::InvoiceIssued{read(in.getInvoiceIssued())};
    case ev::Event::INVOICE_VOIDED:
      return domain::InvoiceVoided{in.getInvoiceVoided().getInvoicePosition(),
                                   text(in.getInvoiceVoided().getReason())};
    case ev::Event::INVOICE_WRITTEN_OFF:
      return domain::InvoiceWrittenOff{in.getInvoiceWrittenOff().getPosition(),
                                       text(in.getInvoiceWrittenOff().getReason())};
    case ev::Event::INVOICE_RECOVERED:
      return domain::InvoiceRecovered{in.getInvoiceRecovered().getPosition(),
                                      text(in.getInvoiceRecovered().getReason())};
    case ev::Event::CREDIT_NOTE_ISSUED:
      return domain::CreditNoteIssued{read(in.getCreditNoteIssued())};
    default:
      return {};
  }
}

std::optional<domain::Event> read_of_money(ev::Event::Reader in) {
  switch (in.which()) {
    case ev::Event::PAYMENT_RECORDED:
      return read(in.getPaymentRecorded());
    case ev::Event::PAYMENT_ALLOCATED:
      return domain::PaymentAllocated{in.getPaymentAllocated().getPaymentPosition(),
                                      read(in.getPaymentAllocated().getAllocations())};
    case ev::Event::ALLOCATION_UNDONE:
      return domain::AllocationUndone{in.getAllocationUndone().getPaymentPosition(),
                                      read(in.getAllocationUndone().getAllocations())};
    case ev::Event::PAYMENT_REVERSED:
      return domain::PaymentReversed{in.getPaymentReversed().getPosition(),
                                     text(in.getPaymentReversed().getReason())};
    case ev::Event::PAYMENT_REFUNDED:
      return read(in.getPaymentRefunded());
    case ev::Event::CREDIT_REFUNDED:
      return read(in.getCreditRefunded());
    case ev::Event::CREDIT_APPLIED:
      return domain::CreditApplied{text(in.getCreditApplied().getCustomerId()),
                                   stored::read_allocation(in.getCreditApplied())};
    case ev::Event::CREDIT_UNAPPLIED:
      return domain::CreditUnapplied{text(in.getCreditUnapplied().getCustomerId()),
                                     stored::read_allocation(in.getCreditUnapplied())};
    case ev::Event::BALANCE_ADJUSTED:
      return read(in.getBalanceAdjusted());
    default:
      return {};
  }
}

domain::Event read_event(ev::Event::Reader in) {
  if (auto event = read_master_data(in)) return *std::move(event);
  if (auto event = read_of_document(in)) return *std::move(event);
  if (auto event = read_of_money(in)) return *std::move(event);
  throw std::runtime_error("a stored event is of a kind that this version does not know");
}

}  // namespace

std::string encode_event(const RecordedEvent& recorded) {
  capnp::MallocMessageBuilder message;
  auto out = message.initRoot<ev::Event>();
  out.setRecordedAtUnixMs(recorded.recorded_at_unix_ms);
  put(recorded.actor, [&](auto t) { out.setActor(t); });
  std::visit(Writer{out}, recorded.event);
  return to_bytes(message);
}

RecordedEvent decode_event(std::string_view bytes) {
  try {
    const StoredMessage stored(bytes);
    const auto in = stored.root<ev::Event>();
    return {in.getRecordedAtUnixMs(), text(in.getActor()), read_event(in)};
  } catch (const kj::Exception& error) {
    throw std::runtime_error(std::string("a stored event cannot be read: ") +
                             error.getDescription().cStr());
  }
}

}  // namespace latido::wire
