#pragma once

#include "comandos/domain/document.h"

#include <cstdint>
#include <string>
#include <variant>

// What happened. Past tense; schema/events.capnp is the stored form.
namespace latido::domain {

struct CustomerCreated {
  Customer customer;
  friend bool operator==(const CustomerCreated&, const CustomerCreated&) = default;
};

struct SeriesCreated {
  std::string series;
  std::string prefix;
  std::int64_t first_number = 1;
  std::int64_t last_number = 0;
  std::uint8_t digits = 0;
  Date valid_from = kNoFirstDate;
  Date valid_to = kNoLastDate;
  std::string authorization;
  friend bool operator==(const SeriesCreated&, const SeriesCreated&) = default;
};

struct InvoiceIssued {
  Invoice invoice;
  friend bool operator==(const InvoiceIssued&, const InvoiceIssued&) = default;
};

struct InvoiceVoided {
  std::int64_t invoice = 0;  // position of its InvoiceIssued event
  std::string reason;
  friend bool operator==(const InvoiceVoided&, const InvoiceVoided&) = default;
};

struct PaymentRecorded {
  std::int64_t invoice = 0;
  Minor amount = 0;
  Currency currency;
  Date received_date;
  std::string reference;
  std::string method;
  friend bool operator==(const PaymentRecorded&, const PaymentRecorded&) = default;
};

using Event =
    std::variant<CustomerCreated, SeriesCreated, InvoiceIssued, InvoiceVoided, PaymentRecorded>;

}  // namespace latido::domain
