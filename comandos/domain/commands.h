#pragma once

#include "comandos/domain/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// What a client asks for, after the wire's own checks: texts within their lengths, numbers parsed.
// Imperative names.
namespace latido::domain {

struct CreateCustomer {
  Customer customer;
};

struct CreateSeries {
  std::string series;
  std::string prefix;
  std::int64_t first_number = 1;
  std::int64_t last_number = 0;
  std::uint8_t digits = 0;
  Date valid_from = kNoFirstDate;
  Date valid_to = kNoLastDate;
  std::string authorization;
};

// What the caller believes the figures to be; what is absent is not compared.
struct Expected {
  struct Group {
    Tax tax;
    std::optional<Minor> base;
    std::optional<Minor> amount;
  };
  std::vector<Minor> line_amounts;  // empty: not compared
  std::vector<Group> taxes;         // empty: not compared; any order
  std::optional<Minor> line_total;
  std::optional<Minor> allowance_total;
  std::optional<Minor> charge_total;
  std::optional<Minor> tax_exclusive;
  std::optional<Minor> tax_total;
  std::optional<Minor> tax_inclusive;
  std::optional<Minor> payable;
};

struct IssueInvoice {
  std::string series;
  std::string customer_id;
  std::optional<Date> issue_date;  // absent: today
  std::optional<Date> due_date;    // absent: issue date + terms_days
  std::uint16_t terms_days = 0;
  Currency currency;
  std::vector<Line> lines;
  std::vector<AllowanceCharge> allowances_charges;
  Minor prepaid = 0;
  Minor rounding = 0;
  std::string reference;
  std::string note;
  Expected expected;
};

struct VoidInvoice {
  std::int64_t invoice = 0;  // position of its InvoiceIssued event
  std::string reason;
};

struct RecordPayment {
  std::int64_t invoice = 0;
  Minor amount = 0;
  Currency currency;
  std::optional<Date> received_date;  // absent: today
  std::string reference;
  std::string method;
};

using Command =
    std::variant<CreateCustomer, CreateSeries, IssueInvoice, VoidInvoice, RecordPayment>;

}  // namespace latido::domain
