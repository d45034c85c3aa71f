#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/pages.h"
#include "clients/cpp/command/send.h"
#include "clients/cpp/command/show_master_data.h"

#include <limits>

namespace latido::command {
namespace {

constexpr char kHelp[] = R"(Examples:
  latido series create --id F --prefix F- --digits 6                 # F-000001, F-000002...
  latido series create --id CN --prefix CN- --kind creditNote
  latido series create --id SETP --prefix SETP --first 990000000 --last 995000000 \
                       --from 2026-01-01 --to 2026-12-31 --authorization 18760000001
  latido series create f.json          # a createSeries object, see schema/commands.capnp
  latido series status F
  latido series extend SETP --last 999999999 --to 2027-12-31
  latido series gaps F                 # numbers that no document has: none
  latido series close F
)";

constexpr std::uint64_t kNumberMax = 999'999'999'999;
constexpr std::uint64_t kDigitsMax = 12;

struct Options {
  std::string file, id, prefix, from, to, authorization, kind, as_of;
  std::uint64_t first = 1;
  std::uint64_t last = 999'999'999;
  std::uint64_t digits = 0;
  std::uint64_t new_last = 0;
  Sending sending;
  Output output{.csv = false, .all = true};
};

void fill(schema::CreateSeries::Builder out, const Options& options) {
  out.setSeries(options.id);
  out.setPrefix(options.prefix);
  out.setFirstNumber(options.first);
  out.setLastNumber(options.last);
  out.setDigits(static_cast<std::uint8_t>(options.digits));
  out.setValidFrom(options.from);
  out.setValidTo(options.to);
  out.setAuthorization(options.authorization);
  if (options.kind == "creditNote") out.setKind(schema::DocumentKind::CREDIT_NOTE);
}

ExitCode create(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  if (options.file.empty()) {
    fill(sender.command().initCreateSeries(), options);
  } else {
    const auto input = read_file<schema::CreateSeries>(options.file);
    sender.command().setCreateSeries(input.root<schema::CreateSeries>());
  }
  return sender.send();
}

ExitCode close(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  sender.command().initCloseSeries().setSeries(options.id);
  return sender.send();
}

ExitCode extend(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  auto body = sender.command().initExtendRange();
  body.setSeries(options.id);
  body.setLastNumber(options.new_last);
  body.setValidTo(options.to);
  body.setAuthorization(options.authorization);
  return sender.send();
}

ExitCode status(Session& session, const Options& options) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  set_as_of(query, options.as_of);
  query.initSeriesStatus().setSeries(options.id);
  return session.run(query, [&](schema::Reply::Reader reply) {
    return show_series(reply.getSeries(), session.style());
  });
}

// All of the series, part by part; what is missing counts as a failed verification.
ExitCode gaps(Session& session, const Options& options) {
  GapSums sums;
  bool more = false;
  const auto code = each_page(
      session,
      every_page,
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initGapReport();
        body.setSeries(options.id);
        body.setFromNumber(position_of(cursor, 0));
        body.setLimit(10'000);
      },
      [&](schema::Reply::Reader reply) {
        add_gaps(sums, reply.getGaps());
        return cursor_of(reply.getGaps().getNextNumber());
      },
      more);
  if (code != ExitCode::ok) return code;
  if (!session.globals().json) session.print(show_gaps(sums, session.style()));
  return sums.missing.empty() ? ExitCode::ok : ExitCode::not_intact;
}

void declare_create(Subcommand& sub, Options& options) {
  sub.take("--id", options.id, "Name of the series, unique")
      .take("--prefix", options.prefix, "Printed before the number")
      .take_choice("--kind", options.kind, "What it numbers", {"invoice", "creditNote"})
      .take_number("--first", options.first, "First number", 1, kNumberMax)
      .take_number("--last", options.last, "Last number", 1, kNumberMax)
      .take_number("--digits",
                   options.digits,
                   "Zeros are put before the number up to this many digits",
                   0,
                   kDigitsMax)
      .take("--from", options.from, "First issue date, YYYY-MM-DD")
      .take("--to", options.to, "Last issue date, YYYY-MM-DD")
      .take("--authorization", options.authorization, "The tax authority's name for its permission")
      .take_file(options.file);
  declare_key(sub, options.sending);
}

void declare_extend(Subcommand& sub, Options& options) {
  sub.need("SERIES", options.id, "Name of the series")
      .take_number("--last", options.new_last, "New last number; 0: as it is", 0, kNumberMax)
      .take("--to", options.to, "New last issue date, YYYY-MM-DD")
      .take("--authorization", options.authorization, "New name of the permission");
  declare_key(sub, options.sending);
}

}  // namespace

void add_series(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto run = [options](auto what) {
    return [options, what](Session& session) { return what(session, *options); };
  };
  Subcommand group(app, "series", "Create, extend, close and look at series of numbers", chosen);
  group.help(kHelp);
  auto sub = group.within("create", "Create a series of numbers");
  declare_create(sub, *options);
  sub.action(run(create));
  sub = group.within("extend", "Give a series more numbers or a later end");
  declare_extend(sub, *options);
  sub.action(run(extend));
  sub = group.within("close", "Use a series no more");
  sub.need("SERIES", options->id, "Name of the series");
  declare_key(sub, options->sending);
  sub.action(run(close));
  sub = group.within("status", "Show how far a series is used");
  sub.need("SERIES", options->id, "Name of the series");
  declare_as_of(sub, options->as_of);
  sub.action(run(status));
  sub = group.within("gaps", "Look for numbers that no document has; exit code 4 where there are");
  sub.need("SERIES", options->id, "Name of the series");
  declare_as_of(sub, options->as_of);
  sub.action(run(gaps));
}

}  // namespace latido::command
