#include "clients/cpp/command/failure_text.h"

#include "clients/cpp/command/table.h"

namespace latido::command {
namespace {

std::string attempts_text(std::uint32_t attempts) {
  return attempts == 1 ? "1 attempt" : std::to_string(attempts) + " attempts";
}

std::string reason(const client::Failure& failure, const std::string& endpoint) {
  if (failure.last) return refusal_text(*failure.last);
  if (!failure.sent) return "Nobody listens at " + endpoint + ". Is Latido running?";
  return "No answer came from " + endpoint + ".";
}

std::string not_known(const std::string& key) {
  return "\nIt is not known whether it was done. Ask with: latido status " + key;
}

std::string consequence(const client::Failure& failure, const std::string& key) {
  if (key.empty()) return "";
  if (!failure.may_have_happened) return "\nNothing was done. Its key was " + key + ".";
  return not_known(key) + "\nor run it again, exactly the same, with: --key " + key;
}

}  // namespace

std::string refusal_text(const client::Refusal& refusal) {
  std::string out = refusal.code;
  if (!refusal.field.empty()) out += " (" + refusal.field + ")";
  return printable(out + ": " + refusal.message);
}

std::string refusal_text(const client::Refusal& refusal, const std::string& key) {
  const bool open = !key.empty() && client::leaves_outcome_unknown(refusal);
  return refusal_text(refusal) + (open ? not_known(key) : "");
}

std::string failure_text(const client::Failure& failure,
                         const std::string& endpoint,
                         const std::string& key) {
  return reason(failure, endpoint) + " (" + attempts_text(failure.attempts) + ")" +
         consequence(failure, key);
}

}  // namespace latido::command
