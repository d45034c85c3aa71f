#pragma once

#include "clients/cpp/command/table.h"

#include <cstdint>
#include <string>
#include <vector>

#include "schema/queries.capnp.h"

// Customers, catalogue, series and policy as text for people. Pure.
namespace latido::command {

std::string show_customer(schema::Customer::Reader customer, Style style);
std::string show_product(schema::Product::Reader product, Style style);
std::string show_price(schema::Price::Reader price, Style style);
std::string show_tax_rate(schema::TaxRate::Reader rate, Style style);
std::string show_series(schema::Series::Reader series, Style style);
std::string show_books(schema::Books::Reader books, Style style);

// "Calle 1, 28001, Madrid, ES"
std::string address_text(schema::Address::Reader address);

// A series' numbers, part by part.
struct GapSums {
  std::uint64_t first = 0;
  std::uint64_t last = 0;  // 0: none was looked at
  std::vector<std::uint64_t> missing;
  std::vector<std::uint64_t> voided;
};
void add_gaps(GapSums& sums, schema::Gaps::Reader part);
std::string show_gaps(const GapSums& sums, Style style);

}  // namespace latido::command
