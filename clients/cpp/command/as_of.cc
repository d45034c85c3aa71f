#include "clients/cpp/command/as_of.h"

#include "clients/cpp/command/ids.h"

namespace latido::command {

void declare_as_of(Subcommand& sub, std::string& as_of) {
  sub.take("--as-of",
           as_of,
           "As the books stood: after a position (120), a day (2026-03-31) or a UTC time "
           "(2026-03-31T12:00:00Z)");
}

void set_as_of(schema::Query::Builder query, const std::string& as_of) {
  if (as_of.empty()) return;
  const auto moment = parse_moment(as_of);
  if (moment.position) query.getAsOf().setPosition(*moment.position);
  if (moment.unix_ms) query.getAsOf().setUnixMs(*moment.unix_ms);
}

}  // namespace latido::command
