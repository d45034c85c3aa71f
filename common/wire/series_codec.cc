#include "common/wire/series_codec.h"

#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

constexpr TextLimits kAuthorization{.max = 64};
constexpr std::uint64_t kMaxNumber = 999'999'999'999;
constexpr std::uint8_t kMaxDigits = 12;

Result<std::int64_t> read_number(std::uint64_t number, const std::string& field) {
  if (number >= 1 && number <= kMaxNumber) return static_cast<std::int64_t>(number);
  return reject(
      Code::bad_value, field, field + " must be from 1 to " + std::to_string(kMaxNumber) + ".");
}

Result<domain::DocumentKind> read_kind(schema::DocumentKind kind) {
  switch (kind) {
    case schema::DocumentKind::INVOICE:
      return domain::DocumentKind::invoice;
    case schema::DocumentKind::CREDIT_NOTE:
      return domain::DocumentKind::credit_note;
  }
  return reject(Code::bad_value, "kind", "kind must be invoice or creditNote.");
}

// Whoever types a printed number must not reach another document, whose id it is.
Result<std::string> read_prefix(std::string_view text) {
  auto prefix = check_text(text, "prefix", {.max = 16});
  if (prefix && prints_ids(*prefix)) {
    return reject(Code::bad_value,
                  "prefix",
                  "A number printed with the prefix " + *prefix + " would look like an id (" +
                      id_text(IdKind::invoice, 7) + "): choose another, INV- for example.");
  }
  return prefix;
}

Result<Date> read_limit(std::string_view text, const std::string& field, Date none) {
  if (text.empty()) return none;
  return parse_date(text, field);
}

}  // namespace

Result<domain::CreateSeries> read_create_series(schema::CreateSeries::Reader in) {
  domain::CreateSeries out;
  LATIDO_TRY(out.series, check_series(view(in.getSeries())));
  LATIDO_TRY(out.prefix, read_prefix(view(in.getPrefix())));
  LATIDO_TRY(out.authorization,
             check_text(view(in.getAuthorization()), "authorization", kAuthorization));
  LATIDO_TRY(out.first_number, read_number(in.getFirstNumber(), "firstNumber"));
  LATIDO_TRY(out.last_number, read_number(in.getLastNumber(), "lastNumber"));
  if (in.getDigits() > kMaxDigits)
    return reject(Code::bad_value, "digits", "digits must be from 0 to 12.");
  out.digits = in.getDigits();
  LATIDO_TRY(out.valid_from, read_limit(view(in.getValidFrom()), "validFrom", kNoFirstDate));
  LATIDO_TRY(out.valid_to, read_limit(view(in.getValidTo()), "validTo", kNoLastDate));
  LATIDO_TRY(out.kind, read_kind(in.getKind()));
  return out;
}

Result<domain::ExtendRange> read_extend_range(schema::ExtendRange::Reader in) {
  domain::ExtendRange out;
  LATIDO_TRY(out.series, check_series(view(in.getSeries())));
  if (in.getLastNumber() != 0) {
    LATIDO_TRY(out.last_number, read_number(in.getLastNumber(), "lastNumber"));
  }
  LATIDO_TRY(out.valid_to, read_optional_date(view(in.getValidTo()), "validTo"));
  if (in.getAuthorization().size() > 0) {
    LATIDO_TRY(out.authorization,
               check_text(view(in.getAuthorization()), "authorization", kAuthorization));
  }
  return out;
}

}  // namespace latido::wire
