#include "common/wire/customer_codec.h"

#include "common/country.h"
#include "common/wire/fields.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

constexpr TextLimits kTaxId{.max = 64};

Result<domain::Address> read_address(schema::Address::Reader in) {
  domain::Address out;
  LATIDO_TRY(out.street, check_text(view(in.getStreet()), "address.street", {}));
  LATIDO_TRY(out.city, check_text(view(in.getCity()), "address.city", {}));
  LATIDO_TRY(out.postal_code,
             check_text(view(in.getPostalCode()), "address.postalCode", {.max = 32}));
  LATIDO_TRY(out.country, check_name(view(in.getCountry()), "address.country", {.max = 2}, ""));
  if (out.country.empty() || is_country(out.country)) return out;
  return reject(
      Code::bad_value,
      "address.country",
      "address.country " + out.country +
          " is no country: give its two letters of ISO 3166-1 in upper case, such as DE.");
}

}  // namespace

Result<domain::Customer> read_customer(schema::CreateCustomer::Reader in) {
  domain::Customer out;
  LATIDO_TRY(out.customer_id, check_customer_id(view(in.getCustomerId())));
  LATIDO_TRY(out.name, check_text(view(in.getName()), "name", {.min = 1}));
  LATIDO_TRY(out.tax_id, check_text(view(in.getTaxId()), "taxId", kTaxId));
  LATIDO_TRY(out.address, read_address(in.getAddress()));
  return out;
}

Result<domain::Seller> read_seller(schema::Seller::Reader in) {
  domain::Seller out;
  LATIDO_TRY(out.name, check_text(view(in.getName()), "name", {.min = 1}));
  LATIDO_TRY(out.tax_id, check_text(view(in.getTaxId()), "taxId", kTaxId));
  LATIDO_TRY(out.address, read_address(in.getAddress()));
  return out;
}

}  // namespace latido::wire
