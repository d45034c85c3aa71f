#include "common/export/cufe.h"

#include "common/ids.h"
#include "common/money/date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include <openssl/evp.h>

namespace latido::exports {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::uint8_t kDecimals = 2;
constexpr std::size_t kTechnicalKeyBytesMax = 128;
constexpr char kIva[] = "01";
constexpr char kConsumption[] = "04";
constexpr char kIca[] = "03";
constexpr char kNothing[] = "0.00";

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// "900.373.076-1" -> "900373076": without dots, blanks and the check digit behind the hyphen.
std::string tax_number(std::string_view tax_id) {
  std::string out;
  for (const char c : tax_id.substr(0, tax_id.find('-'))) {
    if (is_alphanumeric(c)) out += c;
  }
  return out;
}

std::string sha384_hex(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha384(), nullptr) != 1) {
    throw std::runtime_error("SHA-384 is not to be had from OpenSSL.");
  }
  return to_hex({reinterpret_cast<const char*>(digest.data()), size});
}

Checked check(const ExportedDocument& exported, const CufeKey& key) {
  const auto refuse = [](const char* field, const char* why) {
    return reject(Code::not_exportable, field, why);
  };
  if (key.environment != 1 && key.environment != 2) {
    return reject(Code::bad_value, "cufe.environment", "Give 1 (production) or 2 (test).");
  }
  if (key.technical_key.empty() || key.technical_key.size() > kTechnicalKeyBytesMax ||
      !std::all_of(key.technical_key.begin(), key.technical_key.end(), is_alphanumeric)) {
    return reject(Code::bad_value,
                  "cufe.technicalKey",
                  "Give the technical key of the numbering range as DIAN gave it.");
  }
  if (exported.credited) {
    return refuse("cufe", "A credit note has no CUFE; DIAN gives it a CUDE.");
  }
  if (exported.document.currency.exponent != kDecimals) {
    return refuse("currency", "A CUFE needs amounts with two decimals.");
  }
  if (!exported.seller || tax_number(exported.seller->tax_id).empty()) {
    return refuse("seller.taxId", "A CUFE needs the seller's NIT.");
  }
  if (tax_number(exported.document.customer.tax_id).empty()) {
    return refuse("customer.taxId",
                  "A CUFE needs the customer's number; DIAN's for any consumer is 222222222222.");
  }
  const auto day = colombian_date(exported.recorded_at_unix_ms);
  if (exported.document.issue_date > day) {
    return reject(Code::not_exportable,
                  "issueDate",
                  "It is dated " + to_text(exported.document.issue_date) + ", but was issued on " +
                      to_text(day) + " at " + colombian_time(exported.recorded_at_unix_ms) +
                      ": DIAN wants date and time of one clock, at -05:00.");
  }
  return {};
}

}  // namespace

std::string colombian_time(std::int64_t unix_ms) {
  const std::int64_t in_day = (((unix_ms + kColombiaMs) % kDayMs) + kDayMs) % kDayMs / 1000;
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(),
                                   text.size(),
                                   "%02d:%02d:%02d-05:00",
                                   static_cast<int>(in_day / 3600),
                                   static_cast<int>(in_day / 60 % 60),
                                   static_cast<int>(in_day % 60));
  return {text.data(), static_cast<std::size_t>(length)};
}

Result<std::string> cufe_of(const ExportedDocument& exported, const CufeKey& key) {
  if (const auto able = check(exported, key); !able) return tl::make_unexpected(able.error());
  const auto& document = exported.document;
  const auto amount = [&](Minor minor) { return to_text(minor, document.currency); };
  std::string fields = document.number + to_text(document.issue_date) +
                       colombian_time(exported.recorded_at_unix_ms) +
                       amount(document.totals.line_total);
  fields += kIva + amount(document.totals.tax_total);
  fields += std::string(kConsumption) + kNothing + kIca + kNothing;
  fields += amount(document.totals.payable()) + tax_number(exported.seller->tax_id) +
            tax_number(document.customer.tax_id) + key.technical_key +
            std::to_string(key.environment);
  return sha384_hex(fields);
}

}  // namespace latido::exports
