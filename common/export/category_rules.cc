#include "common/export/category_rules.h"

#include "common/export/vat_identifier.h"

#include <algorithm>
#include <string>
#include <utility>

namespace latido::exports {
namespace {

using domain::TaxCategory;

tl::unexpected<Rejection> refuse(std::string field, std::string why) {
  return reject(Code::not_exportable, std::move(field), std::move(why));
}

bool has(const domain::Invoice& document, TaxCategory category) {
  return std::any_of(document.taxes.begin(), document.taxes.end(), [&](const auto& group) {
    return group.tax.category == category;
  });
}

Checked check_mixture(const domain::Invoice& document) {
  const bool mixed =
      std::any_of(document.taxes.begin(), document.taxes.end(), [](const auto& group) {
        return group.tax.category != TaxCategory::o;
      });
  if (mixed && has(document, TaxCategory::o)) {
    return refuse("taxes",
                  "What is not subject to VAT (O) stands with another category: EN 16931 "
                  "(BR-O-11 to 14) wants a document of its own for it.");
  }
  if (has(document, TaxCategory::b) && has(document, TaxCategory::s)) {
    return refuse("taxes",
                  "Split payment (B) stands with the standard rate (S): EN 16931 (BR-B-02) does "
                  "not allow that.");
  }
  return {};
}

Checked check_seller(const ExportedDocument& exported) {
  if (is_vat_identifier(exported.seller->tax_id)) return {};
  if (has(exported.document, TaxCategory::k)) {
    return refuse("seller.taxId",
                  "The seller's tax id is no VAT identifier (with its country's prefix): EN 16931 "
                  "needs one for intra-Community supplies (K; BR-IC-02).");
  }
  if (has(exported.document, TaxCategory::g)) {
    return refuse("seller.taxId",
                  "The seller's tax id is no VAT identifier (with its country's prefix): EN 16931 "
                  "needs one for exports (G; BR-G-02).");
  }
  return {};
}

Checked check_buyer(const domain::Invoice& document) {
  const auto& tax_id = document.customer.tax_id;
  if (has(document, TaxCategory::ae) && tax_id.empty()) {
    return refuse("customer.taxId",
                  "The customer had no tax id when it was issued: EN 16931 needs one for the "
                  "reverse charge (AE; BR-AE-02).");
  }
  if (has(document, TaxCategory::k) && !is_vat_identifier(tax_id)) {
    return refuse("customer.taxId",
                  "The customer had no VAT identifier (with its country's prefix) when it was "
                  "issued: EN 16931 needs one for intra-Community supplies (K; BR-IC-02).");
  }
  return {};
}

Checked check_delivery(const ExportedDocument& exported) {
  if (exported.delivery || !has(exported.document, TaxCategory::k)) return {};
  return refuse(
      "delivery",
      "It does not say when and to which country the goods were delivered: EN 16931 needs "
      "both for intra-Community supplies (K; BR-IC-11, BR-IC-12). Give delivery.");
}

Checked check_split_payment(const ExportedDocument& exported) {
  if (!has(exported.document, TaxCategory::b)) return {};
  const auto is_italian = [](const domain::Address& address) { return address.country == "IT"; };
  if (is_italian(exported.seller->address) && is_italian(exported.document.customer.address))
    return {};
  return refuse("taxes",
                "Split payment (B) is for seller and customer in Italy: EN 16931 (BR-B-01) allows "
                "it nowhere else.");
}

}  // namespace

Checked check_categories(const ExportedDocument& exported) {
  if (auto mixture = check_mixture(exported.document); !mixture) return mixture;
  if (auto seller = check_seller(exported); !seller) return seller;
  if (auto buyer = check_buyer(exported.document); !buyer) return buyer;
  if (auto delivery = check_delivery(exported); !delivery) return delivery;
  return check_split_payment(exported);
}

}  // namespace latido::exports
