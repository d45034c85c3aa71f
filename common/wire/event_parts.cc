#include "common/wire/event_parts.h"

#include "common/wire/try.h"

#include <stdexcept>

namespace latido::wire::stored {

std::string text(capnp::Text::Reader in) { return std::string(view(in)); }

Currency read_currency_code(capnp::Text::Reader code) {
  const auto currency = parse_currency(view(code), "currency");
  if (!currency)
    throw std::runtime_error("a stored event has the unknown currency " + std::string(view(code)));
  return *currency;
}

void write(ev::Tax::Builder out, const domain::Tax& in) {
  out.setCategory(static_cast<ev::TaxCategory>(in.category));
  out.setRate(in.rate.millionths);
}

domain::Tax read(ev::Tax::Reader in) {
  return {static_cast<domain::TaxCategory>(in.getCategory()), Rate{in.getRate()}};
}

void write(ev::Address::Builder out, const domain::Address& in) {
  put(in.street, [&](auto t) { out.setStreet(t); });
  put(in.city, [&](auto t) { out.setCity(t); });
  put(in.postal_code, [&](auto t) { out.setPostalCode(t); });
  put(in.country, [&](auto t) { out.setCountry(t); });
}

domain::Address read(ev::Address::Reader in) {
  return {
      text(in.getStreet()), text(in.getCity()), text(in.getPostalCode()), text(in.getCountry())};
}

void write(ev::Customer::Builder out, const domain::Customer& in) {
  put(in.customer_id, [&](auto t) { out.setCustomerId(t); });
  put(in.name, [&](auto t) { out.setName(t); });
  put(in.tax_id, [&](auto t) { out.setTaxId(t); });
  if (in.address != domain::Address{}) write(out.initAddress(), in.address);
}

domain::Customer read(ev::Customer::Reader in) {
  return {text(in.getCustomerId()), text(in.getName()), text(in.getTaxId()), read(in.getAddress())};
}

void write(ev::Seller::Builder out, const domain::Seller& in) {
  put(in.name, [&](auto t) { out.setName(t); });
  put(in.tax_id, [&](auto t) { out.setTaxId(t); });
  if (in.address != domain::Address{}) write(out.initAddress(), in.address);
}

domain::Seller read(ev::Seller::Reader in) {
  return {text(in.getName()), text(in.getTaxId()), read(in.getAddress())};
}

}  // namespace latido::wire::stored
