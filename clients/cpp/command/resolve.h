#pragma once

#include "clients/cpp/command/session.h"

#include <string>

#include <tl/expected.hpp>

// Commands want ids and the currency of amounts; people have numbers. Each asks consultas; what
// goes wrong is explained, and the exit code given back.
namespace latido::command {

struct Found {
  std::string id;
  std::string currency;
};

// By id (inv-7) or printed number. An id alone is not asked about, and then has no currency.
tl::expected<std::string, ExitCode> invoice_id(Session& session, const std::string& invoice);
tl::expected<Found, ExitCode> find_invoice(Session& session, const std::string& invoice);
// Of an invoice or, where no invoice has the number, a credit note.
tl::expected<std::string, ExitCode> document_id(Session& session, const std::string& document);
tl::expected<Found, ExitCode> find_payment(Session& session, const std::string& payment_id);
tl::expected<Found, ExitCode> find_draft(Session& session, const std::string& draft_id);

}  // namespace latido::command
