#include "common/wire/reply_codec.h"

#include "common/wire/invoice_codec.h"
#include "common/wire/message.h"

#include <capnp/message.h>

#include "schema/envelope.capnp.h"

namespace latido::wire {
namespace {

// Left null where empty, so that it does not show in JSON.
template <class Setter>
void put(std::string_view text, Setter setter) {
  if (text.empty()) return;
  const std::string terminated(text);
  setter(capnp::Text::Reader(terminated.c_str(), terminated.size()));
}

}  // namespace

void write_totals(schema::Totals::Builder out, const domain::Totals& totals, Currency currency) {
  const auto text = [&](Minor amount) { return to_text(amount, currency); };
  out.setLineTotal(text(totals.line_total));
  out.setAllowanceTotal(text(totals.allowance_total));
  out.setChargeTotal(text(totals.charge_total));
  out.setTaxExclusive(text(totals.tax_exclusive()));
  out.setTaxTotal(text(totals.tax_total));
  out.setTaxInclusive(text(totals.tax_inclusive()));
  out.setPrepaid(text(totals.prepaid));
  out.setRounding(text(totals.rounding));
  out.setPayable(text(totals.payable()));
}

void write_tax(schema::Tax::Builder out, const domain::Tax& tax) {
  put(category_name(tax.category), [&](auto t) { out.setCategory(t); });
  if (tax.category != domain::TaxCategory::o) out.setPercent(to_percent_text(tax.rate));
}

void write_allowance(schema::AllowanceCharge::Builder out,
                     const domain::AllowanceCharge& allowance,
                     Currency currency,
                     bool with_tax) {
  out.setCharge(allowance.charge);
  out.setAmount(to_text(allowance.amount, currency));
  put(allowance.reason, [&](auto t) { out.setReason(t); });
  if (with_tax) write_tax(out.initTax(), allowance.tax);
}

void write_customer(schema::Customer::Builder out, const domain::Customer& customer) {
  out.setCustomerId(customer.customer_id);
  out.setName(customer.name);
  put(customer.tax_id, [&](auto t) { out.setTaxId(t); });
  if (customer.address == domain::Address{}) return;
  auto address = out.initAddress();
  put(customer.address.street, [&](auto t) { address.setStreet(t); });
  put(customer.address.city, [&](auto t) { address.setCity(t); });
  put(customer.address.postal_code, [&](auto t) { address.setPostalCode(t); });
  put(customer.address.country, [&](auto t) { address.setCountry(t); });
}

std::string done_reply(const Effect& effect) {
  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(static_cast<std::uint64_t>(effect.position));
  auto done = reply.initDone();
  done.setId(effect.id);
  done.setPosition(static_cast<std::uint64_t>(effect.position));
  if (effect.invoice) {
    const auto& invoice = *effect.invoice;
    done.setNumber(invoice.number);
    put(domain::status_name(invoice.status), [&](auto t) { done.setStatus(t); });
    put(invoice.currency.text(), [&](auto t) { done.setCurrency(t); });
    done.setDue(to_text(invoice.due(), invoice.currency));
    if (effect.totals) write_totals(done.initTotals(), *effect.totals, invoice.currency);
  }
  return to_bytes(message);
}

std::string status_reply(std::uint64_t position, const std::optional<std::string>& stored) {
  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(position);
  auto status = reply.initCommandStatus();
  if (stored) {
    const StoredMessage kept(*stored);
    status.setKnown(kept.root<schema::Reply>());
  } else {
    status.setUnknown();
  }
  return to_bytes(message);
}

std::string render_reply(std::string_view bytes, Form form) {
  return form == Form::capnp ? std::string(bytes) : to_json<schema::Reply>(bytes);
}

}  // namespace latido::wire
