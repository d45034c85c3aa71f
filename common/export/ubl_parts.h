#pragma once

#include "common/export/document.h"

#include <pugixml.hpp>
#include <string_view>

// The groups of elements that invoice and credit note share. Each appends to `parent`, in the order
// of UBL-CommonAggregateComponents-2.1. Pure.
namespace latido::exports {

// An element with a text; none where the text is empty.
void add_text(pugi::xml_node parent, const char* name, std::string_view text);

void add_amount(pugi::xml_node parent, const char* name, Minor amount, Currency currency);

// cac:AccountingSupplierParty and cac:AccountingCustomerParty. `taxed`: false where a line is
// outside the scope of VAT, whose document must not show VAT identifiers (BR-O-02 to 04).
void add_supplier(pugi::xml_node parent, const domain::Seller& seller, bool taxed);
void add_customer(pugi::xml_node parent, const domain::Customer& customer, bool taxed);

// cac:Delivery.
void add_delivery(pugi::xml_node parent, const Delivery& delivery);

// cac:TaxCategory or cac:ClassifiedTaxCategory. `with_reason`: says why no tax is charged, where
// the category needs that (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10).
void add_tax_category(pugi::xml_node parent, const char* name, domain::Tax tax, bool with_reason);

// cac:AllowanceCharge. `with_tax`: at document level.
void add_allowance_charge(pugi::xml_node parent,
                          const domain::AllowanceCharge& item,
                          Currency currency,
                          bool with_tax);

}  // namespace latido::exports
