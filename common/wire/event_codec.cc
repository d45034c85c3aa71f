#include "common/wire/event_codec.h"

#include "common/wire/message.h"
#include "common/wire/try.h"

#include <stdexcept>
#include <variant>

#include <capnp/serialize.h>
#include <kj/exception.h>

#include "schema/events.capnp.h"

namespace latido::wire {
namespace {

namespace ev = schema::event;
using capnp::List;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 does not find it by itself

// An empty text is left null: fewer bytes for ever, and it reads back as empty.
template <class Setter>
void put(const std::string& text, Setter setter) {
  if (!text.empty()) setter(capnp::Text::Reader(text.c_str(), text.size()));
}

void write(ev::Customer::Builder out, const domain::Customer& in) {
  put(in.customer_id, [&](auto t) { out.setCustomerId(t); });
  put(in.name, [&](auto t) { out.setName(t); });
  put(in.tax_id, [&](auto t) { out.setTaxId(t); });
  if (in.address == domain::Address{}) return;
  auto address = out.initAddress();
  put(in.address.street, [&](auto t) { address.setStreet(t); });
  put(in.address.city, [&](auto t) { address.setCity(t); });
  put(in.address.postal_code, [&](auto t) { address.setPostalCode(t); });
  put(in.address.country, [&](auto t) { address.setCountry(t); });
}

domain::Customer read(ev::Customer::Reader in) {
  const auto address = in.getAddress();
  return {std::string(view(in.getCustomerId())),
          std::string(view(in.getName())),
          std::string(view(in.getTaxId())),
          {std::string(view(address.getStreet())),
           std::string(view(address.getCity())),
           std::string(view(address.getPostalCode())),
           std::string(view(address.getCountry()))}};
}

void write(ev::Tax::Builder out, const domain::Tax& in) {
  out.setCategory(static_cast<ev::TaxCategory>(in.category));
  out.setRate(in.rate.millionths);
}

domain::Tax read(ev::Tax::Reader in) {
  return {static_cast<domain::TaxCategory>(in.getCategory()), Rate{in.getRate()}};
}

// `with_tax`: at document level; a line's share the line's own.
template <class Owner>
void write_allowances(Owner owner, const std::vector<domain::AllowanceCharge>& in, bool with_tax) {
  if (in.empty()) return;
  auto out = owner.initAllowancesCharges(static_cast<unsigned>(in.size()));
  for (unsigned i = 0; i < in.size(); ++i) {
    out[i].setCharge(in[i].charge);
    out[i].setAmount(in[i].amount);
    put(in[i].reason, [&](auto t) { out[i].setReason(t); });
    if (with_tax) write(out[i].initTax(), in[i].tax);
  }
}

std::vector<domain::AllowanceCharge> read(List<ev::AllowanceCharge>::Reader in,
                                          const domain::Tax* line_tax) {
  std::vector<domain::AllowanceCharge> out;
  out.reserve(in.size());
  for (const auto item : in) {
    out.push_back({item.getCharge(),
                   item.getAmount(),
                   std::string(view(item.getReason())),
                   line_tax != nullptr ? *line_tax : read(item.getTax())});
  }
  return out;
}

void write(ev::Line::Builder out, const domain::Line& in) {
  put(in.name, [&](auto t) { out.setName(t); });
  out.setQuantity(in.quantity.nano);
  put(in.unit_code, [&](auto t) { out.setUnitCode(t); });
  out.setUnitPrice(in.unit_price.nano);
  out.setBaseQuantity(in.base_quantity.nano);
  write(out.initTax(), in.tax);
  write_allowances(out, in.allowances_charges, false);
  out.setAmount(in.amount);
}

domain::Line read(ev::Line::Reader in) {
  domain::Line out;
  out.name = view(in.getName());
  out.quantity = Decimal{in.getQuantity()};
  out.unit_code = view(in.getUnitCode());
  out.unit_price = Decimal{in.getUnitPrice()};
  out.base_quantity = Decimal{in.getBaseQuantity()};
  out.tax = read(in.getTax());
  out.allowances_charges = read(in.getAllowancesCharges(), &out.tax);
  out.amount = in.getAmount();
  return out;
}

void write_taxes(ev::Invoice::Builder out, const std::vector<domain::TaxGroup>& in) {
  auto taxes = out.initTaxes(static_cast<unsigned>(in.size()));
  for (unsigned i = 0; i < in.size(); ++i) {
    write(taxes[i].initTax(), in[i].tax);
    taxes[i].setBase(in[i].base);
    taxes[i].setAmount(in[i].amount);
  }
}

void write_totals(ev::Invoice::Builder out, const domain::Totals& in) {
  out.setLineTotal(in.line_total);
  out.setAllowanceTotal(in.allowance_total);
  out.setChargeTotal(in.charge_total);
  out.setTaxTotal(in.tax_total);
  out.setPrepaid(in.prepaid);
  out.setRounding(in.rounding);
}

void write(ev::Invoice::Builder out, const domain::Invoice& in) {
  put(in.series, [&](auto t) { out.setSeries(t); });
  out.setSequence(in.sequence);
  put(in.number, [&](auto t) { out.setNumber(t); });
  write(out.initCustomer(), in.customer);
  out.setIssueDate(in.issue_date.days);
  out.setDueDate(in.due_date.days);
  put(std::string(in.currency.text()), [&](auto t) { out.setCurrency(t); });
  auto lines = out.initLines(static_cast<unsigned>(in.lines.size()));
  for (unsigned i = 0; i < in.lines.size(); ++i) write(lines[i], in.lines[i]);
  write_allowances(out, in.allowances_charges, true);
  write_taxes(out, in.taxes);
  write_totals(out, in.totals);
  put(in.reference, [&](auto t) { out.setReference(t); });
  put(in.note, [&](auto t) { out.setNote(t); });
}

Currency read_currency_code(capnp::Text::Reader code) {
  const auto currency = parse_currency(view(code), "currency");
  if (!currency)
    throw std::runtime_error("a stored event has the unknown currency " + std::string(view(code)));
  return *currency;
}

domain::Totals read_totals(ev::Invoice::Reader in) {
  return {in.getLineTotal(),
          in.getAllowanceTotal(),
          in.getChargeTotal(),
          in.getTaxTotal(),
          in.getPrepaid(),
          in.getRounding()};
}

domain::Invoice read(ev::Invoice::Reader in) {
  domain::Invoice out;
  out.series = view(in.getSeries());
  out.sequence = in.getSequence();
  out.number = view(in.getNumber());
  out.customer = read(in.getCustomer());
  out.issue_date = Date{in.getIssueDate()};
  out.due_date = Date{in.getDueDate()};
  out.currency = read_currency_code(in.getCurrency());
  for (const auto line : in.getLines()) out.lines.push_back(read(line));
  out.allowances_charges = read(in.getAllowancesCharges(), nullptr);
  for (const auto group : in.getTaxes()) {
    out.taxes.push_back({read(group.getTax()), group.getBase(), group.getAmount()});
  }
  out.totals = read_totals(in);
  out.reference = view(in.getReference());
  out.note = view(in.getNote());
  return out;
}

void write(ev::Series::Builder out, const domain::SeriesCreated& in) {
  put(in.series, [&](auto t) { out.setSeries(t); });
  put(in.prefix, [&](auto t) { out.setPrefix(t); });
  out.setFirstNumber(in.first_number);
  out.setLastNumber(in.last_number);
  out.setDigits(in.digits);
  out.setValidFrom(in.valid_from.days);
  out.setValidTo(in.valid_to.days);
  put(in.authorization, [&](auto t) { out.setAuthorization(t); });
}

domain::SeriesCreated read(ev::Series::Reader in) {
  return {std::string(view(in.getSeries())),
          std::string(view(in.getPrefix())),
          in.getFirstNumber(),
          in.getLastNumber(),
          in.getDigits(),
          Date{in.getValidFrom()},
          Date{in.getValidTo()},
          std::string(view(in.getAuthorization()))};
}

void write(ev::Payment::Builder out, const domain::PaymentRecorded& in) {
  out.setInvoicePosition(in.invoice);
  out.setAmount(in.amount);
  put(std::string(in.currency.text()), [&](auto t) { out.setCurrency(t); });
  out.setReceivedDate(in.received_date.days);
  put(in.reference, [&](auto t) { out.setReference(t); });
  put(in.method, [&](auto t) { out.setMethod(t); });
}

domain::PaymentRecorded read(ev::Payment::Reader in) {
  return {in.getInvoicePosition(),
          in.getAmount(),
          read_currency_code(in.getCurrency()),
          Date{in.getReceivedDate()},
          std::string(view(in.getReference())),
          std::string(view(in.getMethod()))};
}

domain::Event read_event(ev::Event::Reader in) {
  switch (in.which()) {
    case ev::Event::CUSTOMER_CREATED:
      return domain::CustomerCreated{read(in.getCustomerCreated())};
    case ev::Event::SERIES_CREATED:
      return read(in.getSeriesCreated());
    case ev::Event::INVOICE_ISSUED:
      return domain::InvoiceIssued{read(in.getInvoiceIssued())};
    case ev::Event::INVOICE_VOIDED:
      return domain::InvoiceVoided{in.getInvoiceVoided().getInvoicePosition(),
                                   std::string(view(in.getInvoiceVoided().getReason()))};
    case ev::Event::PAYMENT_RECORDED:
      return read(in.getPaymentRecorded());
  }
  throw std::runtime_error("a stored event is of a kind that this version does not know");
}

}  // namespace

std::string encode_event(const RecordedEvent& recorded) {
  capnp::MallocMessageBuilder message;
  auto out = message.initRoot<ev::Event>();
  out.setRecordedAtUnixMs(recorded.recorded_at_unix_ms);
  put(recorded.actor, [&](auto t) { out.setActor(t); });
  std::visit(
      Overloaded{
          [&](const domain::CustomerCreated& e) { write(out.initCustomerCreated(), e.customer); },
          [&](const domain::SeriesCreated& e) { write(out.initSeriesCreated(), e); },
          [&](const domain::InvoiceIssued& e) { write(out.initInvoiceIssued(), e.invoice); },
          [&](const domain::InvoiceVoided& e) {
            auto voided = out.initInvoiceVoided();
            voided.setInvoicePosition(e.invoice);
            put(e.reason, [&](auto t) { voided.setReason(t); });
          },
          [&](const domain::PaymentRecorded& e) { write(out.initPaymentRecorded(), e); },
      },
      recorded.event);
  return to_bytes(message);
}

RecordedEvent decode_event(std::string_view bytes) {
  try {
    const StoredMessage stored(bytes);
    const auto in = stored.root<ev::Event>();
    return {in.getRecordedAtUnixMs(), std::string(view(in.getActor())), read_event(in)};
  } catch (const kj::Exception& error) {
    throw std::runtime_error(std::string("a stored event cannot be read: ") +
                             error.getDescription().cStr());
  }
}

}  // namespace latido::wire
