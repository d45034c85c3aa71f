#include "common/wire/catalogue_codec.h"

#include "common/wire/fields.h"
#include "common/wire/tax_codec.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

namespace latido::wire {

Result<domain::Product> read_product(schema::CreateProduct::Reader in) {
  domain::Product out;
  LATIDO_TRY(out.product_id, check_product_id(view(in.getProductId())));
  LATIDO_TRY(out.name, check_text(view(in.getName()), "name", {.min = 1, .max = 500}));
  LATIDO_TRY(out.unit_code, read_unit_code(view(in.getUnitCode()), "unitCode"));
  return out;
}

Result<domain::Price> read_price(schema::CreatePrice::Reader in) {
  domain::Price out;
  LATIDO_TRY(out.price_id, check_price_id(view(in.getPriceId())));
  LATIDO_TRY(out.product_id, check_product_id(view(in.getProductId())));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.unit_price, read_unit_price(view(in.getUnitPrice()), "unitPrice"));
  LATIDO_TRY(out.base_quantity, read_base_quantity(view(in.getBaseQuantity()), "baseQuantity"));
  if (in.getTaxCode().size() > 0) {
    LATIDO_TRY(out.tax_code, check_tax_code(view(in.getTaxCode())));
  }
  return out;
}

Result<domain::DefineTaxRate> read_define_tax_rate(schema::DefineTaxRate::Reader in) {
  domain::DefineTaxRate out;
  LATIDO_TRY(out.tax_code, check_tax_code(view(in.getTaxCode())));
  LATIDO_TRY(out.tax, read_tax(view(in.getCategory()), view(in.getPercent()), ""));
  LATIDO_TRY(out.valid_from, read_date(view(in.getValidFrom()), "validFrom"));
  return out;
}

Result<domain::RetireTaxRate> read_retire_tax_rate(schema::RetireTaxRate::Reader in) {
  domain::RetireTaxRate out;
  LATIDO_TRY(out.tax_code, check_tax_code(view(in.getTaxCode())));
  LATIDO_TRY(out.valid_to, read_date(view(in.getValidTo()), "validTo"));
  return out;
}

}  // namespace latido::wire
