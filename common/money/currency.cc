#include "common/money/currency.h"

#include "common/money/scaled.h"

#include <optional>

namespace latido {
namespace {

// ISO 4217 list one by exponent, with the codes withdrawn since 2021 (ANG, CUC, HRK, SLL, ZWL),
// which older papers still name. Codes that have no exponent (metals, XDR, XSU, XUA, bond units,
// XTS, XXX) are left out: nobody can be billed in them.
constexpr std::string_view kExponent0 =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view kExponent2 =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL "
    "BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK "
    "DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG "
    "HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD "
    "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL "
    "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU "
    "UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ZWL";
constexpr std::string_view kExponent3 = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view kExponent4 = "CLF UYW";

constexpr std::size_t kCodeSize = 3;

// The lists hold codes of three letters with one space between: a code is there where it stands at
// a multiple of four.
bool holds(std::string_view list, std::string_view code) {
  for (std::size_t at = 0; at < list.size(); at += kCodeSize + 1) {
    if (list.substr(at, kCodeSize) == code) return true;
  }
  return false;
}

std::optional<std::uint8_t> exponent_of(std::string_view code) {
  if (holds(kExponent2, code)) return 2;
  if (holds(kExponent0, code)) return 0;
  if (holds(kExponent3, code)) return 3;
  if (holds(kExponent4, code)) return 4;
  return std::nullopt;
}

}  // namespace

Result<Currency> parse_currency(std::string_view text, std::string_view field) {
  const auto exponent = text.size() == kCodeSize ? exponent_of(text) : std::nullopt;
  if (!exponent) {
    return reject(Code::unknown_currency,
                  std::string(field),
                  "Give a currency by its ISO 4217 code in capitals, for example EUR.");
  }
  return Currency{{text[0], text[1], text[2]}, *exponent};
}

Result<Minor> parse_amount(std::string_view text, Currency currency, std::string_view field) {
  return parse_scaled(text, currency.exponent, field);
}

std::string to_text(Minor amount, Currency currency) {
  return scaled_to_text(amount, currency.exponent);
}

}  // namespace latido
