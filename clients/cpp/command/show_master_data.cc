#include "clients/cpp/command/show_master_data.h"

#include "clients/cpp/command/text_of.h"

namespace latido::command {
namespace {

Cell state_of(bool archived) { return archived ? Cell("archived", Color::red) : Cell("in use"); }

std::string numbers_text(const std::vector<std::uint64_t>& numbers) {
  std::string out;
  for (const auto number : numbers) out += (out.empty() ? "" : ", ") + std::to_string(number);
  return out;
}

Cell next_number(schema::Series::Reader series) {
  if (series.getClosed()) return {"none: closed", Color::red};
  if (series.getRemaining() == 0) return {"none: used up", Color::red};
  return {std::to_string(series.getNextNumber()), Color::bold};
}

std::string profile_text(schema::RoundingProfile profile) {
  switch (profile) {
    case schema::RoundingProfile::EN16931:
      return "en16931";
    case schema::RoundingProfile::PER_LINE:
      return "perLine";
    case schema::RoundingProfile::CFDI:
      return "cfdi";
  }
  return "not known here";
}

}  // namespace

std::string address_text(schema::Address::Reader address) {
  std::string out;
  for (const auto part :
       {address.getStreet(), address.getPostalCode(), address.getCity(), address.getCountry()}) {
    if (part.size() == 0) continue;
    if (!out.empty()) out += ", ";
    out += text_of(part);
  }
  return out;
}

std::string show_customer(schema::Customer::Reader customer, Style style) {
  return facts({{"Customer", text_of(customer.getCustomerId())},
                {"Name", {text_of(customer.getName()), Color::bold}},
                {"Tax id", text_of(customer.getTaxId())},
                {"Address", address_text(customer.getAddress())},
                {"Version", std::to_string(customer.getVersion())},
                {"State", state_of(customer.getArchived())}},
               style);
}

std::string show_product(schema::Product::Reader product, Style style) {
  return facts({{"Product", text_of(product.getProductId())},
                {"Name", {text_of(product.getName()), Color::bold}},
                {"Unit", text_of(product.getUnitCode())},
                {"State", state_of(product.getArchived())}},
               style);
}

std::string show_price(schema::Price::Reader price, Style style) {
  return facts({{"Price", text_of(price.getPriceId())},
                {"Product", text_of(price.getProductId())},
                {"Amount", with_currency(price.getUnitPrice(), price.getCurrency())},
                {"For", text_of(price.getBaseQuantity())},
                {"Tax code", text_of(price.getTaxCode())},
                {"State", state_of(price.getArchived())}},
               style);
}

std::string show_tax_rate(schema::TaxRate::Reader rate, Style style) {
  Table table({{"FROM"}, {"CATEGORY"}, {"PERCENT", Align::right}});
  for (const auto version : rate.getVersions()) {
    table.add({text_of(version.getValidFrom()),
               text_of(version.getCategory()),
               text_of(version.getPercent())});
  }
  return facts({{"Tax code", {text_of(rate.getTaxCode()), Color::bold}},
                {"Last day", text_of(rate.getRetiredAfter())},
                {"Last used", text_of(rate.getLastUsed())}},
               style) +
         '\n' + table.text(style);
}

std::string show_series(schema::Series::Reader series, Style style) {
  const std::string numbers =
      std::to_string(series.getFirstNumber()) + " to " + std::to_string(series.getLastNumber());
  const bool credit_notes = series.getKind() == schema::DocumentKind::CREDIT_NOTE;
  return facts({{"Series", text_of(series.getSeries())},
                {"Of", credit_notes ? "credit notes" : ""},
                {"Prefix", text_of(series.getPrefix())},
                {"Numbers", numbers},
                {"Next number", next_number(series)},
                {"Numbers left", std::to_string(series.getRemaining())},
                {"Valid from", text_of(series.getValidFrom())},
                {"Valid to", text_of(series.getValidTo())},
                {"Last issue date", text_of(series.getLastIssueDate())},
                {"Authorization", text_of(series.getAuthorization())}},
               style);
}

std::string show_books(schema::Books::Reader books, Style style) {
  const auto seller = books.getSeller();
  const auto closed = text_of(books.getClosedThrough());
  return facts(
      {{"Seller", {seller.getName().size() == 0 ? "none" : text_of(seller.getName()), Color::bold}},
       {"Tax id", text_of(seller.getTaxId())},
       {"Address", address_text(seller.getAddress())},
       {"Rounding", profile_text(books.getPolicy().getRoundingProfile())},
       {"Voids", books.getPolicy().getVoidForbidden() ? "forbidden" : "allowed"},
       {"Closed up to", closed.empty() ? "nothing" : closed}},
      style);
}

void add_gaps(GapSums& sums, schema::Gaps::Reader part) {
  if (sums.first == 0) sums.first = part.getFirstNumber();
  if (part.getLastNumber() != 0) sums.last = part.getLastNumber();
  for (const auto number : part.getMissing()) sums.missing.push_back(number);
  for (const auto number : part.getVoided()) sums.voided.push_back(number);
}

std::string show_gaps(const GapSums& sums, Style style) {
  const std::string looked_at =
      sums.last == 0 ? "none yet" : std::to_string(sums.first) + " to " + std::to_string(sums.last);
  return facts({{"Numbers", looked_at},
                {"Missing",
                 sums.missing.empty() ? Cell("none", Color::green)
                                      : Cell(numbers_text(sums.missing), Color::red)},
                {"Void", numbers_text(sums.voided)}},
               style);
}

}  // namespace latido::command
