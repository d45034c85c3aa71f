#pragma once

#include "comandos/domain/document.h"
#include "comandos/domain/events.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The state that decisions look at, one struct an aggregate, and how events move it.
namespace latido::domain {

struct SeriesState {
  std::string series;
  std::string prefix;
  std::int64_t first_number = 1;
  std::int64_t last_number = 0;
  std::int64_t next_number = 1;  // last_number + 1: used up
  std::uint8_t digits = 0;
  Date valid_from = kNoFirstDate;
  Date valid_to = kNoLastDate;
  Date last_issue_date = kNoFirstDate;  // of the last invoice in the series
  std::string authorization;

  friend bool operator==(const SeriesState&, const SeriesState&) = default;
};

enum class InvoiceStatus : std::uint8_t { open = 1, paid = 2, voided = 3 };

// "open", "paid", "void".
std::string_view status_name(InvoiceStatus status);
std::optional<InvoiceStatus> parse_status(std::string_view text);

struct InvoiceState {
  std::int64_t id = 0;  // position of its InvoiceIssued event
  std::string number;
  InvoiceStatus status = InvoiceStatus::open;
  Currency currency;
  Minor payable = 0;
  Minor paid = 0;  // payments after issue

  [[nodiscard]] Minor due() const { return status == InvoiceStatus::open ? payable - paid : 0; }
  friend bool operator==(const InvoiceState&, const InvoiceState&) = default;
};

// Neither throw nor log; an event has already happened.
SeriesState evolve(const SeriesCreated& event);
SeriesState evolve(SeriesState state, const InvoiceIssued& event);
InvoiceState evolve(std::int64_t position,
                    const InvoiceIssued& event);  // a payable of 0 is paid at once
InvoiceState evolve(InvoiceState state, const InvoiceVoided& event);
InvoiceState evolve(InvoiceState state, const PaymentRecorded& event);

}  // namespace latido::domain
