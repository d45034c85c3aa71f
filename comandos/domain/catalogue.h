#pragma once

#include "comandos/domain/document.h"
#include "common/money/currency.h"
#include "common/money/date.h"
#include "common/money/decimal.h"
#include "common/result.h"

#include <optional>
#include <string>
#include <vector>

// Products, prices and tax rates, and how they fill in a line.
namespace latido::domain {

struct Product {
  std::string product_id;
  std::string name;
  std::string unit_code;

  friend bool operator==(const Product&, const Product&) = default;
};

// Never changes: a change is a new price.
struct Price {
  std::string price_id;
  std::string product_id;
  Currency currency;
  Decimal unit_price;
  Decimal base_quantity{Decimal::kOne};
  std::string tax_code;  // may be empty

  friend bool operator==(const Price&, const Price&) = default;
};

struct ProductState {
  Product product;
  bool archived = false;

  friend bool operator==(const ProductState&, const ProductState&) = default;
};

struct PriceState {
  Price price;
  bool archived = false;
  Product product;
  bool product_archived = false;

  friend bool operator==(const PriceState&, const PriceState&) = default;
};

// One code with all its versions, earliest first.
struct TaxRateState {
  struct Version {
    Date valid_from;
    Tax tax;
    friend bool operator==(const Version&, const Version&) = default;
  };
  std::string tax_code;
  std::vector<Version> versions;
  Date retired_after = kNoLastDate;  // last day on which it may be used
  Date last_used = kNoFirstDate;     // latest issue date on which a document used it

  // Nothing where it does not apply on that day.
  [[nodiscard]] std::optional<Tax> on(Date day) const;
  friend bool operator==(const TaxRateState&, const TaxRateState&) = default;
};

// How a line finds what it names; db/store.h answers. Nothing: there is none.
class Catalogue {
 public:
  virtual ~Catalogue() = default;
  virtual std::optional<PriceState> price(const std::string& price_id) = 0;
  virtual std::optional<TaxRateState> tax_rate(const std::string& tax_code) = 0;
};

// Fills in name, unit, price and tax of every line that names a price or tax code, as of the issue
// date. UNKNOWN_PRICE, ARCHIVED, CURRENCY_MISMATCH, UNKNOWN_TAX_RATE (none of that code on that
// day), MISSING_FIELD (a price without a tax code, and the line states none); the field is
// lines[2].priceId and so on. Then TOO_LONG (limits.h), of `lines`. Sees lines without either as
// they are.
Result<std::vector<Line>> fill_in(std::vector<Line> lines,
                                  Currency currency,
                                  Date issue_date,
                                  Catalogue& catalogue);

}  // namespace latido::domain
