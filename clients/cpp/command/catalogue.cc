#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/send.h"
#include "clients/cpp/command/show_master_data.h"

namespace latido::command {
namespace {

constexpr char kProductHelp[] = R"(Examples:
  latido product create --id hammer --name "Hammer, 500 g" --unit C62
  latido product show hammer
  latido product archive hammer        # its prices can not be used any more
)";

constexpr char kPriceHelp[] =
    R"(A price never changes; a change is a new price. A line of an invoice that says
{"priceId": "hammer-2026", "quantity": "2"} takes name, unit, price and tax from it.

Examples:
  latido price create --id hammer-2026 --product hammer --price 9.90 --currency EUR --tax-code std
  latido price create --id screws --product screw --price 12 --per 1000 --currency EUR
  latido price archive hammer-2026
)";

constexpr char kTaxRateHelp[] =
    R"(A code has one rate for each day; the issue date counts. Defining it again from a later day
makes a further version, and leaves what was used as it was.

Examples:
  latido tax-rate define --code std --category S --percent 19 --from 2026-01-01
  latido tax-rate define --code std --category S --percent 21 --from 2027-01-01
  latido tax-rate retire std --last 2027-12-31
  latido tax-rate show std
)";

struct Options {
  std::string id, name, unit, product, currency, price, per, tax_code, category, percent, date,
      as_of;
  Sending sending;
};

using Shared = std::shared_ptr<Options>;
using Fill = void (*)(schema::Command::Builder, const Options&);
using Ask = void (*)(schema::Query::Builder, const Options&);
using Show = std::string (*)(schema::Reply::Reader, Style);

void sends(Subcommand& sub, const Shared& options, Fill fill) {
  declare_key(sub, options->sending);
  sub.action([options, fill](Session& session) {
    Sender sender(session, options->sending);
    fill(sender.command(), *options);
    return sender.send();
  });
}

void shows(Subcommand& sub, const Shared& options, Ask ask, Show show) {
  declare_as_of(sub, options->as_of);
  sub.action([options, ask, show](Session& session) {
    capnp::MallocMessageBuilder message;
    auto query = session.new_query(message);
    set_as_of(query, options->as_of);
    ask(query, *options);
    return session.run(query,
                       [&](schema::Reply::Reader reply) { return show(reply, session.style()); });
  });
}

void create_product(schema::Command::Builder command, const Options& options) {
  auto body = command.initCreateProduct();
  body.setProductId(options.id);
  body.setName(options.name);
  body.setUnitCode(options.unit);
}

void create_price(schema::Command::Builder command, const Options& options) {
  auto body = command.initCreatePrice();
  body.setPriceId(options.id);
  body.setProductId(options.product);
  body.setCurrency(options.currency);
  body.setUnitPrice(options.price);
  body.setBaseQuantity(options.per);
  body.setTaxCode(options.tax_code);
}

void define_tax_rate(schema::Command::Builder command, const Options& options) {
  auto body = command.initDefineTaxRate();
  body.setTaxCode(options.id);
  body.setCategory(options.category);
  body.setPercent(options.percent);
  body.setValidFrom(options.date);
}

void retire_tax_rate(schema::Command::Builder command, const Options& options) {
  auto body = command.initRetireTaxRate();
  body.setTaxCode(options.id);
  body.setValidTo(options.date);
}

void add_product(CLI::App& app, Action& chosen, const Shared& options) {
  Subcommand group(app, "product", "Create, archive and show products", chosen);
  group.help(kProductHelp);
  auto sub = group.within("create", "Create a product");
  sub.need("--id", options->id, "Your own name for the product, unique")
      .need("--name", options->name, "What a line of an invoice shows")
      .take("--unit",
            options->unit,
            "UN/ECE Recommendation 20, for example HUR; C62 (one) if left out");
  sends(sub, options, create_product);
  sub = group.within("archive", "Use a product no more");
  sub.need("PRODUCT", options->id, "Id of the product");
  sends(sub, options, [](auto command, const Options& from) {
    command.initArchiveProduct().setProductId(from.id);
  });
  sub = group.within("show", "Show a product");
  sub.need("PRODUCT", options->id, "Id of the product");
  shows(
      sub,
      options,
      [](auto query, const Options& from) { query.initGetProduct().setProductId(from.id); },
      [](auto reply, Style style) { return show_product(reply.getProduct(), style); });
}

void add_price(CLI::App& app, Action& chosen, const Shared& options) {
  Subcommand group(app, "price", "Create, archive and show prices", chosen);
  group.help(kPriceHelp);
  auto sub = group.within("create", "Create a price of a product");
  sub.need("--id", options->id, "Your own name for the price, unique")
      .need("--product", options->product, "Id of the product")
      .need("--price", options->price, "Net price, at most 9 decimals")
      .need("--currency", options->currency, "For example EUR")
      .take("--per", options->per, "How many units the price is for; 1 if left out")
      .take("--tax-code", options->tax_code, "Of a tax rate, for lines that state no tax");
  sends(sub, options, create_price);
  sub = group.within("archive", "Use a price no more");
  sub.need("PRICE", options->id, "Id of the price");
  sends(sub, options, [](auto command, const Options& from) {
    command.initArchivePrice().setPriceId(from.id);
  });
  sub = group.within("show", "Show a price");
  sub.need("PRICE", options->id, "Id of the price");
  shows(
      sub,
      options,
      [](auto query, const Options& from) { query.initGetPrice().setPriceId(from.id); },
      [](auto reply, Style style) { return show_price(reply.getPrice(), style); });
}

void add_tax_rate(CLI::App& app, Action& chosen, const Shared& options) {
  Subcommand group(app, "tax-rate", "Define, retire and show tax rates", chosen);
  group.help(kTaxRateHelp);
  auto sub = group.within("define", "Define a tax code, or its rate from a later day");
  sub.need("--code", options->id, "Your own name for it")
      .need("--category", options->category, "UNCL 5305: S, Z, E, AE, K, G, O, L, M or B")
      .take("--percent", options->percent, "For example 19; 0 for Z, E, AE, K and G")
      .need("--from", options->date, "First issue date, YYYY-MM-DD");
  sends(sub, options, define_tax_rate);
  sub = group.within("retire", "Use a tax code no more after a day");
  sub.need("CODE", options->id, "The tax code")
      .need("--last", options->date, "Last issue date, YYYY-MM-DD");
  sends(sub, options, retire_tax_rate);
  sub = group.within("show", "Show all versions of a tax code");
  sub.need("CODE", options->id, "The tax code");
  shows(
      sub,
      options,
      [](auto query, const Options& from) { query.initGetTaxRate().setTaxCode(from.id); },
      [](auto reply, Style style) { return show_tax_rate(reply.getTaxRate(), style); });
}

}  // namespace

void add_catalogue(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  add_product(app, chosen, options);
  add_price(app, chosen, options);
  add_tax_rate(app, chosen, options);
}

}  // namespace latido::command
