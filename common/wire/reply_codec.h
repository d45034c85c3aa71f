#pragma once

#include "comandos/domain/document.h"
#include "comandos/domain/state.h"
#include "common/wire/form.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/commands.capnp.h"
#include "schema/queries.capnp.h"

// Replies are made as Cap'n Proto bytes (the stored form) and turned into the asker's form on the
// way out.
namespace latido::wire {

// What a command did.
struct Effect {
  std::string id;
  std::int64_t position = 0;                      // of its event
  std::optional<domain::InvoiceState> invoice{};  // as it is now, where the command concerns one
  std::optional<domain::Totals> totals{};         // for IssueInvoice
};
std::string done_reply(const Effect& effect);

// For CommandStatus: `stored` is the reply kept under the key, or nothing.
std::string status_reply(std::uint64_t position, const std::optional<std::string>& stored);

// Reply bytes in the asker's form.
std::string render_reply(std::string_view bytes, Form form);

// Parts that several replies share.
void write_totals(schema::Totals::Builder out, const domain::Totals& totals, Currency currency);
void write_tax(schema::Tax::Builder out, const domain::Tax& tax);
void write_allowance(schema::AllowanceCharge::Builder out,
                     const domain::AllowanceCharge& allowance,
                     Currency currency,
                     bool with_tax);
void write_customer(schema::Customer::Builder out, const domain::Customer& customer);

}  // namespace latido::wire
