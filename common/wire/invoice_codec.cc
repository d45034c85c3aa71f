#include "common/wire/invoice_codec.h"

#include "common/wire/command_codec.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

constexpr std::size_t kMaxLines = 1000;
constexpr std::size_t kMaxAllowancesCharges = 100;
constexpr std::uint16_t kMaxTermsDays = 3650;
constexpr std::string_view kUnitOne = "C62";  // UN/ECE Recommendation 20: one

std::string at(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

Rejection negative(const std::string& field) {
  return {Code::negative_value, field, field + " must not be negative."};
}

Result<domain::Tax> tax_of(schema::Tax::Reader in, const std::string& field) {
  return read_tax(view(in.getCategory()), view(in.getPercent()), field + ".tax");
}

Result<Decimal> read_decimal(std::string_view text, const std::string& field) {
  if (text.empty()) return reject(Code::missing_field, field, field + " is required.");
  return parse_decimal(text, field);
}

Result<Minor> read_optional_amount(std::string_view text,
                                   Currency currency,
                                   const std::string& field) {
  if (text.empty()) return Minor{0};
  return read_amount(text, currency, field);
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
Result<std::vector<domain::AllowanceCharge>> read_allowances(
    capnp::List<schema::AllowanceCharge>::Reader in,
    Currency currency,
    const std::string& prefix,
    const domain::Tax* line_tax) {
  const std::string list = prefix + "allowancesCharges";
  if (in.size() > kMaxAllowancesCharges) {
    return reject(Code::too_long, list, list + " may have at most 100 entries.");
  }
  std::vector<domain::AllowanceCharge> out;
  out.reserve(in.size());
  for (const auto item : in) {
    const std::string field = at(list.c_str(), out.size());
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
      LATIDO_TRY(one.tax, tax_of(item.getTax(), field));
    }
    out.push_back(std::move(one));
  }
  return out;
}

Result<domain::Line> read_line(schema::Line::Reader in,
                               Currency currency,
                               const std::string& field) {
  domain::Line out;
  LATIDO_TRY(out.name, check_text(view(in.getName()), field + ".name", {.min = 1, .max = 500}));
  LATIDO_TRY(out.quantity, read_decimal(view(in.getQuantity()), field + ".quantity"));
  LATIDO_TRY(out.unit_code, check_name(view(in.getUnitCode()), field + ".unitCode", {.max = 8}));
  if (out.unit_code.empty()) out.unit_code = kUnitOne;
  LATIDO_TRY(out.unit_price, read_decimal(view(in.getUnitPrice()), field + ".unitPrice"));
  if (out.unit_price.nano < 0) return tl::make_unexpected(negative(field + ".unitPrice"));
  if (in.getBaseQuantity().size() > 0) {
    LATIDO_TRY(out.base_quantity,
               parse_decimal(view(in.getBaseQuantity()), field + ".baseQuantity"));
    if (out.base_quantity.nano < 0) return tl::make_unexpected(negative(field + ".baseQuantity"));
    if (out.base_quantity.nano == 0) {
      return reject(
          Code::bad_value, field + ".baseQuantity", field + ".baseQuantity must be more than 0.");
    }
  }
  LATIDO_TRY(out.tax, tax_of(in.getTax(), field));
  LATIDO_TRY(out.allowances_charges,
             read_allowances(in.getAllowancesCharges(), currency, field + ".", &out.tax));
  return out;
}

Result<std::vector<domain::Line>> read_lines(capnp::List<schema::Line>::Reader in,
                                             Currency currency) {
  if (in.size() == 0) return reject(Code::no_lines, "lines", "An invoice needs at least one line.");
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

// Expected figures may be negative; an empty text is not compared.
Result<std::optional<Minor>> read_stated(std::string_view text,
                                         Currency currency,
                                         const std::string& field) {
  if (text.empty()) return std::optional<Minor>{};
  Minor amount = 0;
  LATIDO_TRY(amount, parse_amount(text, currency, field));
  return std::optional<Minor>{amount};
}

Result<domain::Expected::Group> read_expected_tax(schema::ExpectedTax::Reader in,
                                                  Currency currency,
                                                  const std::string& field) {
  domain::Expected::Group out;
  LATIDO_TRY(out.tax, read_tax(view(in.getCategory()), view(in.getPercent()), field));
  LATIDO_TRY(out.base, read_stated(view(in.getBase()), currency, field + ".base"));
  LATIDO_TRY(out.amount, read_stated(view(in.getAmount()), currency, field + ".amount"));
  return out;
}

Result<domain::Expected> read_expected(schema::Expected::Reader in, Currency currency) {
  domain::Expected out;
  if (in.getLineAmounts().size() > kMaxLines || in.getTaxes().size() > kMaxLines) {
    return reject(Code::too_long, "expected", "expected may have at most 1000 lines and taxes.");
  }
  for (const auto text : in.getLineAmounts()) {
    Minor amount = 0;
    LATIDO_TRY(
        amount,
        parse_amount(view(text), currency, at("expected.lineAmounts", out.line_amounts.size())));
    out.line_amounts.push_back(amount);
  }
  for (const auto item : in.getTaxes()) {
    domain::Expected::Group group;
    LATIDO_TRY(group, read_expected_tax(item, currency, at("expected.taxes", out.taxes.size())));
    out.taxes.push_back(group);
  }
  const auto stated = [&](capnp::Text::Reader text, const char* field) {
    return read_stated(view(text), currency, field);
  };
  LATIDO_TRY(out.line_total, stated(in.getLineTotal(), "expected.lineTotal"));
  LATIDO_TRY(out.allowance_total, stated(in.getAllowanceTotal(), "expected.allowanceTotal"));
  LATIDO_TRY(out.charge_total, stated(in.getChargeTotal(), "expected.chargeTotal"));
  LATIDO_TRY(out.tax_exclusive, stated(in.getTaxExclusive(), "expected.taxExclusive"));
  LATIDO_TRY(out.tax_total, stated(in.getTaxTotal(), "expected.taxTotal"));
  LATIDO_TRY(out.tax_inclusive, stated(in.getTaxInclusive(), "expected.taxInclusive"));
  LATIDO_TRY(out.payable, stated(in.getPayable(), "expected.payable"));
  return out;
}

Checked read_dates(schema::IssueInvoice::Reader in, domain::IssueInvoice& out) {
  if (in.getIssueDate().size() > 0) {
    LATIDO_TRY(out.issue_date, parse_date(view(in.getIssueDate()), "issueDate"));
  }
  if (in.getDueDate().size() > 0) {
    LATIDO_TRY(out.due_date, parse_date(view(in.getDueDate()), "dueDate"));
  }
  out.terms_days = in.getTermsDays();
  if (out.terms_days > kMaxTermsDays) {
    return reject(Code::bad_value, "termsDays", "termsDays must be from 0 to 3650.");
  }
  if (out.due_date && out.terms_days > 0) {
    return reject(Code::bad_value, "termsDays", "Give dueDate or termsDays, not both.");
  }
  return {};
}

Result<Minor> read_rounding(std::string_view text, Currency currency) {
  if (text.empty()) return Minor{0};
  Minor amount = 0;
  LATIDO_TRY(amount, parse_amount(text, currency, "rounding"));
  Minor unit = 1;
  for (int i = 0; i < currency.exponent; ++i) unit *= 10;
  if (amount >= unit || amount <= -unit) {
    return reject(
        Code::bad_value, "rounding", "rounding must be less than one unit of the currency.");
  }
  return amount;
}

}  // namespace

Result<Currency> read_currency(std::string_view text) {
  if (text.empty()) return reject(Code::missing_field, "currency", "currency is required.");
  return parse_currency(text, "currency");
}

Result<Minor> read_amount(std::string_view text, Currency currency, const std::string& field) {
  if (text.empty()) return reject(Code::missing_field, field, field + " is required.");
  Minor amount = 0;
  LATIDO_TRY(amount, parse_amount(text, currency, field));
  if (amount < 0) return tl::make_unexpected(negative(field));
  return amount;
}

Result<domain::IssueInvoice> read_issue_invoice(schema::IssueInvoice::Reader in) {
  domain::IssueInvoice out;
  LATIDO_TRY(out.series, check_series(view(in.getSeries())));
  LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId())));
  LATIDO_CHECK(read_dates(in, out));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.lines, read_lines(in.getLines(), out.currency));
  LATIDO_TRY(out.allowances_charges,
             read_allowances(in.getAllowancesCharges(), out.currency, "", nullptr));
  LATIDO_TRY(out.prepaid, read_optional_amount(view(in.getPrepaid()), out.currency, "prepaid"));
  LATIDO_TRY(out.rounding, read_rounding(view(in.getRounding()), out.currency));
  LATIDO_TRY(out.reference, check_text(view(in.getReference()), "reference", {.max = 128}));
  LATIDO_TRY(out.note, check_text(view(in.getNote()), "note", {.max = 1000, .lines = true}));
  LATIDO_TRY(out.expected, read_expected(in.getExpected(), out.currency));
  return out;
}

}  // namespace latido::wire
