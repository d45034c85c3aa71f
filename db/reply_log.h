#pragma once

#include "comandos/domain/events.h"
#include "db/fault.h"
#include "db/sqlite.h"
#include "db/standing.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latido::db {

// An event that was just applied to a read model.
struct AppliedEvent {
  TenantId tenant = 0;
  std::string_view tenant_name;
  std::int64_t position = 0;
  const domain::Event& event;
};

// What replies are like (comandos/stored_replies.h); bytes to this folder.
class ReplyForm {
 public:
  struct Difference {
    std::string field;
    std::string stored;
    std::string expected;
  };

  ReplyForm() = default;
  virtual ~ReplyForm() = default;
  ReplyForm(const ReplyForm&) = delete;
  ReplyForm& operator=(const ReplyForm&) = delete;

  // The reply to the command that made the event; `after` is how things stand right after it.
  [[nodiscard]] virtual std::string reply_to(const AppliedEvent& applied,
                                             Standing& after) const = 0;
  // Position of the event that a stored reply tells of; 0: it is a refusal, which has none. Throws
  // std::exception for bytes that are no reply to a command.
  [[nodiscard]] virtual std::int64_t told_by(std::string_view reply) const = 0;
  // The first difference of two replies that tell of an event.
  [[nodiscard]] virtual std::optional<Difference> difference(std::string_view stored,
                                                             std::string_view expected) const = 0;
};

// Holds command_log against the events: each event has one reply, which says what the event came
// to, and each reply that tells of an event has that event. What the events do not hold is taken at
// its word: refusals, and under which key and for which request a reply is stored.
class ReplyLog {
 public:
  // `scratch`: the read model that events are being applied to. What is expected is kept in `file`,
  // which must not exist; the caller removes it. All must outlive this.
  ReplyLog(Connection& scratch, const std::string& file, const ReplyForm& form);

  void expect(const AppliedEvent& applied);
  // Once. `rows` counts those that were compared. The caller holds a read transaction on the store.
  std::optional<Fault> compare(Connection& store, std::int64_t& rows);

 private:
  struct Stored {
    std::int64_t tenant = 0;
    std::string key;
    std::string reply;
  };
  std::optional<Fault> compare_row(Connection& store, const Stored& stored);
  std::optional<std::string> take_expected(std::int64_t event_key);

  Connection& scratch_;
  const ReplyForm& form_;
  Standing after_;
  Statement insert_;
  Statement take_;
};

}  // namespace latido::db
