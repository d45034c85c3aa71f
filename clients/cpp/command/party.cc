#include "clients/cpp/command/party.h"

namespace latido::command {

void declare_party(Subcommand& sub, Party& party) {
  sub.take("--name", party.name, "Name as it is printed on invoices")
      .take("--tax-id", party.tax_id, "Tax number; a VAT identifier with its country, ESB12345678")
      .take("--street", party.street, "Street and number")
      .take("--city", party.city, "City")
      .take("--postal-code", party.postal_code, "Postal code")
      .take("--country", party.country, "ISO 3166-1 alpha-2, for example ES");
}

void fill(schema::Address::Builder out, const Party& party) {
  out.setStreet(party.street);
  out.setCity(party.city);
  out.setPostalCode(party.postal_code);
  out.setCountry(party.country);
}

}  // namespace latido::command
