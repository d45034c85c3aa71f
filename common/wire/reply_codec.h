#pragma once

#include "comandos/domain/document.h"
#include "comandos/domain/state.h"
#include "common/wire/form.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Replies are made as Cap'n Proto bytes (the stored form) and turned into the asker's form on the
// way out.
namespace latido::wire {

struct Credit {
  Minor amount = 0;
  Currency currency;
};

// What a command did.
struct Effect {
  std::string id;
  std::int64_t position = 0;                      // of its event
  std::optional<domain::InvoiceState> invoice{};  // as it is now, where the command concerns one
  std::optional<domain::Totals> totals{};  // of a document that was issued; in the currency of
                                           // `invoice`, or else of `credit`
  std::optional<std::uint32_t> version{};  // of the customer or draft, as it is now
  std::string number{};                    // where there is no `invoice`: of a credit note
  std::string status{};                    // where there is no `invoice`: of a draft or credit note
  std::optional<Credit> credit{};          // the customer's, as it is now
};
std::string done_reply(const Effect& effect);

// For CommandStatus: `stored` is the reply kept under the key, or nothing.
std::string status_reply(std::uint64_t position, const std::optional<std::string>& stored);

// What a command would make. `position`: of the tenant's last event.
std::string preview_reply(const domain::Invoice& invoice, std::uint64_t position);
std::string preview_reply(const domain::CreditNote& note, std::uint64_t position);

// Reply bytes in the asker's form.
std::string render_reply(std::string_view bytes, Form form);

// The answer as it is, or TOO_LARGE in its place where it is longer than kMaxReplyBytes.
std::string bounded(std::string answer, Form form);

}  // namespace latido::wire
