#include "common/wire/line_codec.h"

#include "common/wire/fields.h"
#include "common/wire/tax_codec.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

constexpr std::size_t kMaxAllowancesCharges = 100;
constexpr std::size_t kMaxNameBytes = 500;

Result<domain::Tax> read_tax_of(schema::Tax::Reader in, const std::string& field) {
  return read_tax(view(in.getCategory()), view(in.getPercent()), field + ".tax.");
}

Result<domain::AllowanceCharge> read_allowance(schema::AllowanceCharge::Reader in,
                                               Currency currency,
                                               const std::string& field) {
  domain::AllowanceCharge out;
  out.charge = in.getCharge();
  LATIDO_TRY(out.amount, read_amount(view(in.getAmount()), currency, field + ".amount"));
  LATIDO_TRY(out.reason, check_text(view(in.getReason()), field + ".reason", {}));
  return out;
}

// `line_tax`: that of the line it stands on, or null for one at document level, which states its
// own.
Result<std::vector<domain::AllowanceCharge>> read_list(
    capnp::List<schema::AllowanceCharge>::Reader in,
    Currency currency,
    const std::string& list,
    const domain::Tax* line_tax) {
  if (in.size() > kMaxAllowancesCharges) {
    return reject(Code::too_long, list, list + " may have at most 100 entries.");
  }
  std::vector<domain::AllowanceCharge> out;
  out.reserve(in.size());
  for (const auto item : in) {
    const std::string field = at(list, out.size());
    domain::AllowanceCharge one;
    LATIDO_TRY(one, read_allowance(item, currency, field));
    if (line_tax != nullptr && item.hasTax()) {
      return reject(Code::bad_tax,
                    field + ".tax",
                    "An allowance or charge on a line shares the line's tax: leave it out.");
    }
    if (line_tax != nullptr) {
      one.tax = *line_tax;
    } else {
      LATIDO_TRY(one.tax, read_tax_of(item.getTax(), field));
    }
    out.push_back(std::move(one));
  }
  return out;
}

Checked read_stated_price(schema::Line::Reader in, const std::string& field, domain::Line& out) {
  LATIDO_TRY(out.name,
             check_text(view(in.getName()), field + ".name", {.min = 1, .max = kMaxNameBytes}));
  LATIDO_TRY(out.unit_code, read_unit_code(view(in.getUnitCode()), field + ".unitCode"));
  LATIDO_TRY(out.unit_price, read_unit_price(view(in.getUnitPrice()), field + ".unitPrice"));
  LATIDO_TRY(out.base_quantity,
             read_base_quantity(view(in.getBaseQuantity()), field + ".baseQuantity"));
  return {};
}

// Nothing that the price gives may be stated beside it.
Checked read_catalogue_price(schema::Line::Reader in, const std::string& field, domain::Line& out) {
  LATIDO_TRY(out.price_id, check_price_id(view(in.getPriceId()), field + ".priceId"));
  LATIDO_TRY(out.name, check_text(view(in.getName()), field + ".name", {.max = kMaxNameBytes}));
  const auto left_out = [&](capnp::Text::Reader text, const char* name) -> Checked {
    if (text.size() == 0) return {};
    return reject(Code::bad_value,
                  field + name,
                  "The price gives " + field + name + ": leave it out beside priceId.");
  };
  LATIDO_CHECK(left_out(in.getUnitCode(), ".unitCode"));
  LATIDO_CHECK(left_out(in.getUnitPrice(), ".unitPrice"));
  LATIDO_CHECK(left_out(in.getBaseQuantity(), ".baseQuantity"));
  return {};
}

Checked read_line_tax(schema::Line::Reader in, const std::string& field, domain::Line& out) {
  if (in.getTaxCode().size() > 0) {
    LATIDO_TRY(out.tax_code, check_tax_code(view(in.getTaxCode()), field + ".taxCode"));
    if (!in.hasTax()) return {};
    return reject(Code::bad_tax,
                  field + ".tax",
                  "The tax rate gives " + field + ".tax: leave it out beside taxCode.");
  }
  const bool from_price = !out.price_id.empty() && !in.hasTax();
  if (!from_price) LATIDO_TRY(out.tax, read_tax_of(in.getTax(), field));
  return {};
}

Result<domain::Line> read_line(schema::Line::Reader in,
                               Currency currency,
                               const std::string& field) {
  domain::Line out;
  LATIDO_CHECK(in.getPriceId().size() > 0 ? read_catalogue_price(in, field, out)
                                          : read_stated_price(in, field, out));
  LATIDO_TRY(out.quantity, read_decimal(view(in.getQuantity()), field + ".quantity"));
  LATIDO_CHECK(read_line_tax(in, field, out));
  LATIDO_TRY(
      out.allowances_charges,
      read_list(in.getAllowancesCharges(), currency, field + ".allowancesCharges", &out.tax));
  return out;
}

}  // namespace

Result<std::vector<domain::Line>> read_lines(capnp::List<schema::Line>::Reader in,
                                             Currency currency) {
  if (in.size() > kMaxLines)
    return reject(Code::too_long, "lines", "lines may have at most 1000 entries.");
  std::vector<domain::Line> out;
  out.reserve(in.size());
  for (const auto item : in) {
    domain::Line line;
    LATIDO_TRY(line, read_line(item, currency, at("lines", out.size())));
    out.push_back(std::move(line));
  }
  return out;
}

Result<std::vector<domain::AllowanceCharge>> read_allowances(
    capnp::List<schema::AllowanceCharge>::Reader in, Currency currency) {
  return read_list(in, currency, "allowancesCharges", nullptr);
}

}  // namespace latido::wire
