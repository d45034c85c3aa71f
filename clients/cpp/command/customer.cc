#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/party.h"
#include "clients/cpp/command/send.h"
#include "clients/cpp/command/show_master_data.h"

namespace latido::command {
namespace {

constexpr char kHelp[] = R"(Examples:
  latido customer create --id c-1 --name "Ada Lovelace" --tax-id GB123456789 --country GB
  latido customer create ada.json      # a createCustomer object, see schema/commands.capnp
  latido customer show c-1
  latido customer update --id c-1 --name "Ada King" --country GB --if-version 1
  latido customer archive c-1
)";

constexpr char kUpdateHelp[] =
    R"(Replaces all that was said of the customer: what is left out is gone. Documents issued before
keep what they show.

Example:
  latido customer update --id c-1 --name "Ada King" --tax-id GB123456789 --country GB
)";

struct Options {
  std::string id, file, as_of;
  Party party;
  Sending sending;
};

void fill(schema::CreateCustomer::Builder out, const Options& options) {
  out.setCustomerId(options.id);
  out.setName(options.party.name);
  out.setTaxId(options.party.tax_id);
  fill(out.initAddress(), options.party);
}

ExitCode create(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  if (options.file.empty()) {
    fill(sender.command().initCreateCustomer(), options);
  } else {
    const auto input = read_file<schema::CreateCustomer>(options.file);
    sender.command().setCreateCustomer(input.root<schema::CreateCustomer>());
  }
  return sender.send();
}

ExitCode update(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  if (options.file.empty()) {
    fill(sender.command().initUpdateCustomer(), options);
  } else {
    const auto input = read_file<schema::CreateCustomer>(options.file);
    sender.command().setUpdateCustomer(input.root<schema::CreateCustomer>());
  }
  return sender.send();
}

ExitCode archive(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  sender.command().initArchiveCustomer().setCustomerId(options.id);
  return sender.send();
}

ExitCode show(Session& session, const Options& options) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  set_as_of(query, options.as_of);
  query.initGetCustomer().setCustomerId(options.id);
  return session.run(query, [&](schema::Reply::Reader reply) {
    return show_customer(reply.getCustomer(), session.style());
  });
}

void declare_content(Subcommand& sub, Options& options) {
  sub.take("--id", options.id, "Your own name for the customer, unique");
  declare_party(sub, options.party);
  sub.take_file(options.file);
  declare_key(sub, options.sending);
}

}  // namespace

void add_customer(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto run = [options](auto what) {
    return [options, what](Session& session) { return what(session, *options); };
  };
  Subcommand group(app, "customer", "Create, change and show customers", chosen);
  group.help(kHelp);
  auto sub = group.within("create", "Create a customer");
  declare_content(sub, *options);
  sub.action(run(create));
  sub = group.within("update", "Replace what is said of a customer").help(kUpdateHelp);
  declare_content(sub, *options);
  declare_version(sub, options->sending);
  sub.action(run(update));
  sub = group.within("archive", "Take no new invoices for a customer");
  sub.need("CUSTOMER", options->id, "Id of the customer");
  declare_version(sub, options->sending);
  declare_key(sub, options->sending);
  sub.action(run(archive));
  sub = group.within("show", "Show a customer");
  sub.need("CUSTOMER", options->id, "Id of the customer");
  declare_as_of(sub, options->as_of);
  sub.action(run(show));
}

}  // namespace latido::command
