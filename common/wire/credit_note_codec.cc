#include "common/wire/credit_note_codec.h"

#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/line_codec.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

using domain::IssueCreditNote;

Result<IssueCreditNote::LinePart> read_part(schema::CreditLine::Reader in,
                                            Currency currency,
                                            const std::string& field) {
  IssueCreditNote::LinePart out;
  out.line = in.getLine();
  if (out.line == 0) {
    return reject(Code::bad_value,
                  field + ".line",
                  field + ".line must be a line of the invoice, counted from 1.");
  }
  if (in.getQuantity().size() > 0) {
    LATIDO_TRY(out.quantity, parse_decimal(view(in.getQuantity()), field + ".quantity"));
  }
  LATIDO_TRY(out.amount, read_stated(view(in.getAmount()), currency, field + ".amount"));
  if (out.quantity && out.amount) {
    return reject(
        Code::bad_value, field + ".amount", "Give quantity or amount of a line, not both.");
  }
  return out;
}

Result<std::vector<IssueCreditNote::LinePart>> read_parts(
    capnp::List<schema::CreditLine>::Reader in, Currency currency) {
  if (in.size() == 0)
    return reject(Code::no_lines, "lines", "Name at least one line of the invoice.");
  if (in.size() > kMaxLines)
    return reject(Code::too_long, "lines", "lines may have at most 1000 entries.");
  std::vector<IssueCreditNote::LinePart> out;
  out.reserve(in.size());
  for (const auto item : in) {
    IssueCreditNote::LinePart part;
    LATIDO_TRY(part, read_part(item, currency, at("lines", out.size())));
    out.push_back(part);
  }
  return out;
}

Result<decltype(IssueCreditNote::what)> read_what(schema::IssueCreditNote::Reader in,
                                                  Currency currency) {
  switch (in.which()) {
    case schema::IssueCreditNote::WHOLE:
      return IssueCreditNote::Whole{};
    case schema::IssueCreditNote::LINES:
      return read_parts(in.getLines(), currency);
    case schema::IssueCreditNote::AMOUNT: {
      IssueCreditNote::Amount amount;
      LATIDO_TRY(amount.gross, read_positive_amount(view(in.getAmount()), currency, "amount"));
      return amount;
    }
  }
  return reject(Code::bad_value, "", "Say what to credit: whole, lines or amount.");
}

// Nothing where the text is empty.
Result<std::optional<Minor>> read_share(std::string_view text,
                                        Currency currency,
                                        const std::string& field) {
  if (text.empty()) return std::optional<Minor>{};
  return read_amount(text, currency, field);
}

}  // namespace

Result<IssueCreditNote> read_issue_credit_note(schema::IssueCreditNote::Reader in) {
  IssueCreditNote out;
  LATIDO_TRY(out.series, check_series(view(in.getSeries())));
  LATIDO_TRY(out.invoice, parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.issue_date, read_optional_date(view(in.getIssueDate()), "issueDate"));
  LATIDO_TRY(out.reason, check_reason(view(in.getReason())));
  LATIDO_TRY(out.what, read_what(in, out.currency));
  LATIDO_TRY(out.to_invoice, read_share(view(in.getToInvoice()), out.currency, "toInvoice"));
  LATIDO_TRY(out.to_credit, read_share(view(in.getToCredit()), out.currency, "toCredit"));
  LATIDO_TRY(out.expected_payable,
             read_stated(view(in.getExpectedPayable()), out.currency, "expectedPayable"));
  return out;
}

}  // namespace latido::wire
