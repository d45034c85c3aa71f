#pragma once

#include "comandos/domain/document.h"
#include "common/wire/put.h"

#include <string>

#include "schema/events.capnp.h"

// The stored form of what several kinds of event hold. For event_codec only; reads throw
// std::runtime_error where stored bytes make no sense.
namespace latido::wire::stored {

namespace ev = schema::event;

using wire::put;

std::string text(capnp::Text::Reader in);

template <class Builder>
void put_currency(Builder out, Currency currency) {
  const std::string code(currency.text());
  out.setCurrency(capnp::Text::Reader(code.c_str(), code.size()));
}
Currency read_currency_code(capnp::Text::Reader code);

void write(ev::Tax::Builder out, const domain::Tax& in);
domain::Tax read(ev::Tax::Reader in);

void write(ev::Address::Builder out, const domain::Address& in);
domain::Address read(ev::Address::Reader in);

void write(ev::Customer::Builder out, const domain::Customer& in);
domain::Customer read(ev::Customer::Reader in);

void write(ev::Seller::Builder out, const domain::Seller& in);
domain::Seller read(ev::Seller::Reader in);

}  // namespace latido::wire::stored
