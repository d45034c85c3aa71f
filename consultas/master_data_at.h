#pragma once

#include "comandos/domain/state.h"
#include "consultas/queries/queries.h"

#include <cstdint>
#include <optional>
#include <string>

// Master data at the moment that a query asks about, which may be now. Nothing: there is none such,
// or was none then. Refusals: TOO_LARGE.
namespace latido::consultas {

Result<std::optional<domain::CustomerState>> customer_at(const Scope& scope, const std::string& id);
Result<std::optional<domain::SeriesState>> series_at(const Scope& scope, const std::string& code);
// Of the past, without its last use: documents leave no trace there.
Result<std::optional<domain::TaxRateState>> tax_rate_at(const Scope& scope,
                                                        const std::string& code);
Result<domain::BooksState> books_at(const Scope& scope);
std::optional<domain::Seller> seller_at(const Scope& scope);
std::optional<domain::ProductState> product_at(const Scope& scope, const std::string& id);
std::optional<domain::PriceState> price_at(const Scope& scope, const std::string& id);

// The position that made the customer. NOT_FOUND, naming the field `customerId`.
Result<std::int64_t> find_customer(const Scope& scope, const std::string& id);

}  // namespace latido::consultas
