#include "common/wire/event_catalogue.h"

namespace latido::wire::stored {

void write(ev::Product::Builder out, const domain::Product& in) {
  put(in.product_id, [&](auto t) { out.setProductId(t); });
  put(in.name, [&](auto t) { out.setName(t); });
  put(in.unit_code, [&](auto t) { out.setUnitCode(t); });
}

domain::Product read(ev::Product::Reader in) {
  return {text(in.getProductId()), text(in.getName()), text(in.getUnitCode())};
}

void write(ev::Price::Builder out, const domain::Price& in) {
  put(in.price_id, [&](auto t) { out.setPriceId(t); });
  put(in.product_id, [&](auto t) { out.setProductId(t); });
  put_currency(out, in.currency);
  out.setUnitPrice(in.unit_price.nano);
  out.setBaseQuantity(in.base_quantity.nano);
  put(in.tax_code, [&](auto t) { out.setTaxCode(t); });
}

domain::Price read(ev::Price::Reader in) {
  return {text(in.getPriceId()),
          text(in.getProductId()),
          read_currency_code(in.getCurrency()),
          Decimal{in.getUnitPrice()},
          Decimal{in.getBaseQuantity()},
          text(in.getTaxCode())};
}

void write(ev::TaxRate::Builder out, const domain::TaxRateDefined& in) {
  put(in.tax_code, [&](auto t) { out.setTaxCode(t); });
  write(out.initTax(), in.tax);
  out.setDate(in.valid_from.days);
}

void write(ev::TaxRate::Builder out, const domain::TaxRateRetired& in) {
  put(in.tax_code, [&](auto t) { out.setTaxCode(t); });
  out.setDate(in.valid_to.days);
}

domain::TaxRateDefined read_defined(ev::TaxRate::Reader in) {
  return {text(in.getTaxCode()), read(in.getTax()), Date{in.getDate()}};
}

domain::TaxRateRetired read_retired(ev::TaxRate::Reader in) {
  return {text(in.getTaxCode()), Date{in.getDate()}};
}

void write(ev::Series::Builder out, const domain::SeriesCreated& in) {
  put(in.series, [&](auto t) { out.setSeries(t); });
  put(in.prefix, [&](auto t) { out.setPrefix(t); });
  out.setFirstNumber(in.first_number);
  out.setLastNumber(in.last_number);
  out.setDigits(in.digits);
  out.setValidFrom(in.valid_from.days);
  out.setValidTo(in.valid_to.days);
  put(in.authorization, [&](auto t) { out.setAuthorization(t); });
  out.setKind(static_cast<std::uint8_t>(in.kind));
}

domain::SeriesCreated read(ev::Series::Reader in) {
  return {text(in.getSeries()),
          text(in.getPrefix()),
          in.getFirstNumber(),
          in.getLastNumber(),
          in.getDigits(),
          Date{in.getValidFrom()},
          Date{in.getValidTo()},
          text(in.getAuthorization()),
          static_cast<domain::DocumentKind>(in.getKind())};
}

void write(ev::Range::Builder out, const domain::RangeExtended& in) {
  put(in.series, [&](auto t) { out.setSeries(t); });
  out.setLastNumber(in.last_number);
  out.setValidTo(in.valid_to.days);
  put(in.authorization, [&](auto t) { out.setAuthorization(t); });
}

domain::RangeExtended read(ev::Range::Reader in) {
  return {
      text(in.getSeries()), in.getLastNumber(), Date{in.getValidTo()}, text(in.getAuthorization())};
}

}  // namespace latido::wire::stored
