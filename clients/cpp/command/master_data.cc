#include "clients/cpp/command/input.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/subcommands.h"

#include <CLI/CLI.hpp>

namespace latido::command {
namespace {

constexpr char kCustomerHelp[] = R"(Examples:
  latido customer --id c-1 --name "Ada Lovelace" --tax-id GB123456789
  latido customer --id c-2 --name "Hammer SL" --street "Calle 1" --city Madrid --country ES
  latido customer ada.json      # a createCustomer object, see schema/commands.capnp
)";

constexpr char kSeriesHelp[] = R"(Examples:
  latido series --id F --prefix F- --digits 6                        # F-000001, F-000002...
  latido series --id SETP --prefix SETP --first 990000000 --last 995000000 \
                --from 2026-01-01 --to 2026-12-31 --authorization 18760000001
  latido series f.json          # a createSeries object, see schema/commands.capnp
)";

std::string done_text(const Session& session, schema::Reply::Reader reply) {
  return show_done(reply.getDone(), session.style());
}

struct CustomerOptions {
  std::string file, key, id, name, tax_id, street, city, postal_code, country;
};

void fill(schema::CreateCustomer::Builder out, const CustomerOptions& options) {
  out.setCustomerId(options.id);
  out.setName(options.name);
  out.setTaxId(options.tax_id);
  auto address = out.initAddress();
  address.setStreet(options.street);
  address.setCity(options.city);
  address.setPostalCode(options.postal_code);
  address.setCountry(options.country);
}

ExitCode create_customer(Session& session, const CustomerOptions& options) {
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  if (!options.key.empty()) command.setKey(options.key);
  if (options.file.empty()) {
    fill(command.initCreateCustomer(), options);
  } else {
    const auto input = parse_input(options.file, capnp::Schema::from<schema::CreateCustomer>());
    command.setCreateCustomer(input.root<schema::CreateCustomer>());
  }
  return session.run(command, [&](auto reply) { return done_text(session, reply); });
}

struct SeriesOptions {
  std::string file, key, id, prefix, from, to, authorization;
  std::uint64_t first = 1;
  std::uint64_t last = 999'999'999;
  unsigned digits = 0;
};

void fill(schema::CreateSeries::Builder out, const SeriesOptions& options) {
  out.setSeries(options.id);
  out.setPrefix(options.prefix);
  out.setFirstNumber(options.first);
  out.setLastNumber(options.last);
  out.setDigits(static_cast<std::uint8_t>(options.digits));
  out.setValidFrom(options.from);
  out.setValidTo(options.to);
  out.setAuthorization(options.authorization);
}

ExitCode create_series(Session& session, const SeriesOptions& options) {
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  if (!options.key.empty()) command.setKey(options.key);
  if (options.file.empty()) {
    fill(command.initCreateSeries(), options);
  } else {
    const auto input = parse_input(options.file, capnp::Schema::from<schema::CreateSeries>());
    command.setCreateSeries(input.root<schema::CreateSeries>());
  }
  return session.run(command, [&](auto reply) { return done_text(session, reply); });
}

// A FILE says it all; with it goes nothing but a key.
void exclude_file(CLI::App& sub, CLI::Option* file) {
  for (auto* option : sub.get_options()) {
    const auto name = option->get_name();
    if (option != file && name != "--help" && name != "-h,--help" && name != "--key") {
      option->excludes(file);
    }
  }
}

void add_customer(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<CustomerOptions>();
  auto* sub = app.add_subcommand("customer", "Create a customer");
  sub->footer(kCustomerHelp);
  auto* file =
      sub->add_option("FILE", options->file, "JSON file instead of options; - for standard input");
  sub->add_option("--id", options->id, "Your own name for the customer, unique");
  sub->add_option("--name", options->name, "Name as it is printed on invoices");
  sub->add_option("--tax-id", options->tax_id, "Tax number");
  sub->add_option("--street", options->street, "Street and number");
  sub->add_option("--city", options->city, "City");
  sub->add_option("--postal-code", options->postal_code, "Postal code");
  sub->add_option("--country", options->country, "ISO 3166-1 alpha-2, for example ES");
  exclude_file(*sub, file);
  sub->add_option("--key", options->key, "Idempotency key of your own");
  sub->callback([options, &chosen] {
    chosen = [options](Session& session) { return create_customer(session, *options); };
  });
}

void add_series(CLI::App& app, Action& chosen) {
  constexpr unsigned kDigitsMax = 12;
  auto options = std::make_shared<SeriesOptions>();
  auto* sub = app.add_subcommand("series", "Create a series of invoice numbers");
  sub->footer(kSeriesHelp);
  auto* file =
      sub->add_option("FILE", options->file, "JSON file instead of options; - for standard input");
  sub->add_option("--id", options->id, "Name of the series, unique");
  sub->add_option("--prefix", options->prefix, "Printed before the number");
  sub->add_option("--first", options->first, "First number")->capture_default_str();
  sub->add_option("--last", options->last, "Last number")->capture_default_str();
  sub->add_option(
         "--digits", options->digits, "Zeros are put before the number up to this many digits")
      ->check(CLI::Range(0U, kDigitsMax));
  sub->add_option("--from", options->from, "First issue date, YYYY-MM-DD");
  sub->add_option("--to", options->to, "Last issue date, YYYY-MM-DD");
  sub->add_option(
      "--authorization", options->authorization, "The tax authority's name for its permission");
  exclude_file(*sub, file);
  sub->add_option("--key", options->key, "Idempotency key of your own");
  sub->callback([options, &chosen] {
    chosen = [options](Session& session) { return create_series(session, *options); };
  });
}

}  // namespace

void add_master_data(CLI::App& app, Action& chosen) {
  add_customer(app, chosen);
  add_series(app, chosen);
}

}  // namespace latido::command
