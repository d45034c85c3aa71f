#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/party.h"
#include "clients/cpp/command/send.h"
#include "clients/cpp/command/show_master_data.h"

namespace latido::command {
namespace {

constexpr char kTenantHelp[] =
    R"(Opens the books of --tenant and says who issues: name, tax number and address stand on every
document that is issued from then on, and exports need them.

Examples:
  latido --tenant acme tenant create --name "Acme SL" --tax-id ESB12345678 --country ES
  latido --tenant acme tenant update --name "Acme SA" --tax-id ESA12345678 --country ES
  latido --tenant acme tenant show     # seller, policy and the last closed day
)";

constexpr char kPolicyHelp[] =
    R"(Replaces the whole policy; it holds for what is issued from now on. Rounding:
  en16931  the tax of each (category, rate) group, from the group's sum
  perLine  the tax of each line, then added up
  cfdi     Mexico: lines and their taxes to 6 decimals, rounded only in the totals

Examples:
  latido policy --rounding perLine
  latido policy --void-forbidden       # issued invoices can only be credited
)";

constexpr char kCloseHelp[] =
    R"(Nothing that is dated on or before the day is booked any more. There is no way back.

Example:
  latido close-period 2026-03-31
)";

struct Options {
  std::string file, rounding = "en16931", through, as_of;
  bool void_forbidden = false;
  Party party;
  Sending sending;
};

void fill(schema::Seller::Builder out, const Options& options) {
  out.setName(options.party.name);
  out.setTaxId(options.party.tax_id);
  fill(out.initAddress(), options.party);
}

ExitCode create(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  fill(sender.command().initCreateTenant(), options);
  return sender.send();
}

ExitCode update(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  fill(sender.command().initUpdateTenant(), options);
  return sender.send();
}

ExitCode show(Session& session, const Options& options) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  set_as_of(query, options.as_of);
  query.setGetBooks();
  return session.run(query, [&](schema::Reply::Reader reply) {
    return show_books(reply.getBooks(), session.style());
  });
}

schema::RoundingProfile profile_of(const std::string& name) {
  if (name == "perLine") return schema::RoundingProfile::PER_LINE;
  return name == "cfdi" ? schema::RoundingProfile::CFDI : schema::RoundingProfile::EN16931;
}

ExitCode set_policy(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  auto body = sender.command().initSetPolicy();
  body.setRoundingProfile(profile_of(options.rounding));
  body.setVoidForbidden(options.void_forbidden);
  return sender.send();
}

ExitCode close_period(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  sender.command().initClosePeriod().setThrough(options.through);
  return sender.send();
}

}  // namespace

void add_books(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto run = [options](auto what) {
    return [options, what](Session& session) { return what(session, *options); };
  };
  Subcommand group(app, "tenant", "Open books, say who issues, show how they are kept", chosen);
  group.help(kTenantHelp);
  auto sub = group.within("create", "Open the books and say who issues");
  declare_party(sub, options->party);
  declare_key(sub, options->sending);
  sub.action(run(create));
  sub = group.within("update", "Say anew who issues");
  declare_party(sub, options->party);
  declare_key(sub, options->sending);
  sub.action(run(update));
  sub = group.within("show", "Show seller, policy and closed period");
  declare_as_of(sub, options->as_of);
  sub.action(run(show));

  Subcommand policy(
      app, "policy", "Set how amounts are rounded and whether voids are allowed", chosen);
  policy.help(kPolicyHelp)
      .take_choice("--rounding",
                   options->rounding,
                   "As below; en16931 if left out",
                   {"en16931", "perLine", "cfdi"})
      .take_flag("--void-forbidden", options->void_forbidden, "Allow no voids");
  declare_key(policy, options->sending);
  policy.action(run(set_policy));

  Subcommand close(app, "close-period", "Book nothing any more up to a day", chosen);
  close.help(kCloseHelp).need("DAY", options->through, "Last closed day, YYYY-MM-DD");
  declare_key(close, options->sending);
  close.action(run(close_period));
}

}  // namespace latido::command
