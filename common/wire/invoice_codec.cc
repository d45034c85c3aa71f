#include "common/wire/invoice_codec.h"

#include "common/wire/fields.h"
#include "common/wire/line_codec.h"
#include "common/wire/tax_codec.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

constexpr std::uint16_t kMaxTermsDays = 3650;

Result<domain::Expected::Group> read_expected_tax(schema::ExpectedTax::Reader in,
                                                  Currency currency,
                                                  const std::string& field) {
  domain::Expected::Group out;
  LATIDO_TRY(out.tax, read_tax(view(in.getCategory()), view(in.getPercent()), field + "."));
  LATIDO_TRY(out.base, read_stated(view(in.getBase()), currency, field + ".base"));
  LATIDO_TRY(out.amount, read_stated(view(in.getAmount()), currency, field + ".amount"));
  return out;
}

Checked read_dates(schema::IssueInvoice::Reader in,
                   const std::string& prefix,
                   domain::IssueInvoice& out) {
  LATIDO_TRY(out.issue_date, read_optional_date(view(in.getIssueDate()), prefix + "issueDate"));
  LATIDO_TRY(out.due_date, read_optional_date(view(in.getDueDate()), prefix + "dueDate"));
  out.terms_days = in.getTermsDays();
  const std::string field = prefix + "termsDays";
  if (out.terms_days > kMaxTermsDays) {
    return reject(Code::bad_value, field, field + " must be from 0 to 3650.");
  }
  if (out.due_date && out.terms_days > 0) {
    return reject(Code::bad_value, field, "Give dueDate or termsDays, not both.");
  }
  return {};
}

Result<Minor> read_prepaid(std::string_view text, Currency currency, const std::string& field) {
  if (text.empty()) return Minor{0};
  return read_amount(text, currency, field);
}

Result<Minor> read_rounding(std::string_view text, Currency currency, const std::string& field) {
  if (text.empty()) return Minor{0};
  Minor amount = 0;
  LATIDO_TRY(amount, parse_amount(text, currency, field));
  Minor unit = 1;
  for (int i = 0; i < currency.exponent; ++i) unit *= 10;
  if (amount >= unit || amount <= -unit) {
    return reject(Code::bad_value, field, field + " must be less than one unit of the currency.");
  }
  return amount;
}

// All but series, lines, and allowances and charges.
Checked read_heading(schema::IssueInvoice::Reader in,
                     const std::string& prefix,
                     domain::IssueInvoice& out) {
  LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId()), prefix + "customerId"));
  LATIDO_CHECK(read_dates(in, prefix, out));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency()), prefix + "currency"));
  LATIDO_TRY(out.prepaid, read_prepaid(view(in.getPrepaid()), out.currency, prefix + "prepaid"));
  LATIDO_TRY(out.rounding,
             read_rounding(view(in.getRounding()), out.currency, prefix + "rounding"));
  LATIDO_TRY(out.reference, check_reference(view(in.getReference()), prefix + "reference"));
  LATIDO_TRY(out.note,
             check_text(view(in.getNote()), prefix + "note", {.max = 1000, .lines = true}));
  return {};
}

}  // namespace

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

Result<domain::IssueInvoice> read_issue_invoice(schema::IssueInvoice::Reader in) {
  domain::IssueInvoice out;
  LATIDO_TRY(out.series, check_series(view(in.getSeries())));
  LATIDO_CHECK(read_heading(in, "", out));
  if (in.getLines().size() == 0)
    return reject(Code::no_lines, "lines", "An invoice needs at least one line.");
  LATIDO_TRY(out.lines, read_lines(in.getLines(), out.currency));
  LATIDO_TRY(out.allowances_charges, read_allowances(in.getAllowancesCharges(), out.currency));
  LATIDO_TRY(out.expected, read_expected(in.getExpected(), out.currency));
  return out;
}

Result<domain::IssueInvoice> read_draft(schema::IssueInvoice::Reader in,
                                        const std::string& prefix) {
  domain::IssueInvoice out;
  if (in.getSeries().size() > 0) {
    LATIDO_TRY(out.series, check_series(view(in.getSeries()), prefix + "series"));
  }
  LATIDO_CHECK(read_heading(in, prefix, out));
  if (in.hasExpected()) {
    return reject(Code::bad_value,
                  prefix + "expected",
                  "Nothing is expected of a draft yet; expect it of issueDraft.");
  }
  LATIDO_TRY(out.lines, read_lines(in.getLines(), out.currency));
  LATIDO_TRY(out.allowances_charges, read_allowances(in.getAllowancesCharges(), out.currency));
  return out;
}

}  // namespace latido::wire
