#include "clients/cpp/command/show_history.h"

#include "clients/cpp/command/text_of.h"
#include "common/money/date.h"

#include <array>
#include <cstdio>

#include <capnp/dynamic.h>

namespace latido::command {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

// What happened, as the schema calls it: "invoiceIssued".
std::string kind_of_event(schema::event::Event::Reader event) {
  KJ_IF_MAYBE (field, capnp::DynamicStruct::Reader(event).which()) {
    return field->getProto().getName().cStr();
  }
  return "not known here";
}

}  // namespace

Table ledger_table() {
  return Table(
      {{"POSITION", Align::right}, {"DEBIT"}, {"CREDIT"}, {"CURRENCY"}, {"AMOUNT", Align::right}});
}

void add_ledger(Table& table, schema::LedgerPage::Reader page) {
  for (const auto entry : page.getEntries()) {
    table.add({std::to_string(entry.getPosition()),
               text_of(entry.getDebit()),
               text_of(entry.getCredit()),
               text_of(entry.getCurrency()),
               text_of(entry.getAmount())});
  }
}

Table event_table() {
  return Table({{"POSITION", Align::right}, {"TIME (UTC)"}, {"WHAT"}, {"WHO"}});
}

void add_events(Table& table, schema::EventPage::Reader page) {
  for (const auto one : page.getEvents()) {
    const auto event = one.getEvent();
    table.add({std::to_string(one.getPosition()),
               time_text(event.getRecordedAtUnixMs()),
               kind_of_event(event),
               text_of(event.getActor())});
  }
}

std::string time_text(std::int64_t unix_ms) {
  const std::int64_t in_day = ((unix_ms % kDayMs) + kDayMs) % kDayMs;
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(),
                                   text.size(),
                                   " %02d:%02d:%02d.%03d",
                                   static_cast<int>(in_day / 3'600'000),
                                   static_cast<int>(in_day / 60'000 % 60),
                                   static_cast<int>(in_day / 1000 % 60),
                                   static_cast<int>(in_day % 1000));
  return to_text(date_of_unix_ms(unix_ms)) +
         std::string(text.data(), static_cast<std::size_t>(length));
}

}  // namespace latido::command
