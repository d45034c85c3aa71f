#include "consultas/master_data_at.h"

#include "comandos/domain/printed_number.h"
#include "common/wire/try.h"
#include "consultas/trails.h"

#include <algorithm>
#include <utility>

namespace latido::consultas {
namespace {

using db::Entity;

// Where the named thing was made, if that was by then.
std::optional<std::int64_t> made(const Scope& scope, Entity kind, const std::string& name) {
  const auto position = scope.store.entity(scope.tenant, kind, name);
  if (!position || *position > scope.as_of.value_or(scope.head)) return std::nullopt;
  return position;
}

bool stands(const Scope& scope, std::int64_t entity) {
  return !scope.as_of || Trails(scope, *scope.as_of).unchanged(entity);
}

// Folds everything that happened to the thing up to then.
template <class Apply>
Checked fold(const Scope& scope, std::int64_t entity, Apply apply) {
  Trails trails(scope, *scope.as_of);
  return trails.each(entity, std::max<std::int64_t>(entity - 1, 0), [&](auto, const auto& event) {
    std::visit(apply, event);
  });
}

// The last number of the series that was given by then, or the one before its first: numbers and
// positions of a series grow together, so that it is found by halving.
std::int64_t last_given(const Scope& scope, const domain::SeriesState& series) {
  std::int64_t given = series.first_number - 1;
  std::int64_t later = series.next_number;
  while (later - given > 1) {
    const auto middle = given + (later - given) / 2;
    const auto printed = domain::printed_number(series.prefix, series.digits, middle);
    const auto found = scope.store.numbered(scope.tenant, printed);
    (found && found->id <= *scope.as_of ? given : later) = middle;
  }
  return given;
}

void go_back_in_numbers(const Scope& scope, domain::SeriesState& series) {
  const auto given = last_given(scope, series);
  series.next_number = given + 1;
  series.last_issue_date = kNoFirstDate;
  if (given < series.first_number) return;
  const auto printed = domain::printed_number(series.prefix, series.digits, given);
  if (const auto last = scope.store.numbered(scope.tenant, printed))
    series.last_issue_date = last->issue_date;
}

struct FoldCustomer {
  domain::CustomerState& state;
  void operator()(const domain::CustomerCreated& e) { state.customer = e.customer; }
  void operator()(const domain::CustomerUpdated& e) {
    state.customer = e.customer;
    ++state.version;
  }
  void operator()(const domain::CustomerArchived& /*event*/) {
    state.archived = true;
    ++state.version;
  }
  void operator()(const auto& /*event*/) {}
};

// What extending and closing change; numbers are in no trail.
struct FoldSeries {
  domain::SeriesState& state;
  void operator()(const domain::SeriesCreated& e) { state = domain::evolve(e); }
  void operator()(const domain::RangeExtended& e) { state = domain::evolve(std::move(state), e); }
  void operator()(const domain::SeriesClosed& e) { state = domain::evolve(std::move(state), e); }
  void operator()(const auto& /*event*/) {}
};

struct FoldTaxRate {
  domain::TaxRateState& state;
  void operator()(const domain::TaxRateDefined& e) {
    const auto at = std::find_if(state.versions.begin(), state.versions.end(), [&](const auto& v) {
      return v.valid_from > e.valid_from;
    });
    state.versions.insert(at, {e.valid_from, e.tax});
  }
  void operator()(const domain::TaxRateRetired& e) { state.retired_after = e.valid_to; }
  void operator()(const auto& /*event*/) {}
};

struct FoldBooks {
  domain::BooksState& state;
  void operator()(const domain::PolicySet& e) { state.policy = e.policy; }
  void operator()(const domain::PeriodClosed& e) { state.closed_through = e.through; }
  void operator()(const auto& /*event*/) {}
};

}  // namespace

Result<std::optional<domain::CustomerState>> customer_at(const Scope& scope,
                                                         const std::string& id) {
  const auto position = made(scope, Entity::customer, id);
  if (!position) return std::optional<domain::CustomerState>();
  if (stands(scope, *position)) return scope.store.customer(scope.tenant, id);
  domain::CustomerState state;
  LATIDO_CHECK(fold(scope, *position, FoldCustomer{state}));
  return std::optional(std::move(state));
}

Result<std::optional<domain::SeriesState>> series_at(const Scope& scope, const std::string& code) {
  const auto position = made(scope, Entity::series, code);
  if (!position) return std::optional<domain::SeriesState>();
  auto state = scope.store.series(scope.tenant, code).value();
  if (!scope.as_of) return std::optional(std::move(state));
  const auto next = state.next_number;
  if (!stands(scope, *position)) LATIDO_CHECK(fold(scope, *position, FoldSeries{state}));
  state.next_number = next;
  go_back_in_numbers(scope, state);
  return std::optional(std::move(state));
}

Result<std::optional<domain::TaxRateState>> tax_rate_at(const Scope& scope,
                                                        const std::string& code) {
  const auto position = made(scope, Entity::tax_code, code);
  if (!position) return std::optional<domain::TaxRateState>();
  if (!scope.as_of) return scope.store.tax_rate(scope.tenant, code);
  domain::TaxRateState state{.tax_code = code, .versions = {}};
  LATIDO_CHECK(fold(scope, *position, FoldTaxRate{state}));
  return std::optional(std::move(state));
}

Result<domain::BooksState> books_at(const Scope& scope) {
  if (stands(scope, kBooks)) return scope.store.books(scope.tenant);
  domain::BooksState state;
  LATIDO_CHECK(fold(scope, kBooks, FoldBooks{state}));
  return state;
}

std::optional<domain::Seller> seller_at(const Scope& scope) {
  return scope.store.seller(scope.tenant, scope.as_of.value_or(scope.head));
}

// All that can have happened to a product or a price since is that it was archived.
std::optional<domain::ProductState> product_at(const Scope& scope, const std::string& id) {
  const auto position = made(scope, Entity::product, id);
  if (!position) return std::nullopt;
  auto state = scope.store.product(scope.tenant, id);
  state->archived = state->archived && stands(scope, *position);
  return state;
}

std::optional<domain::PriceState> price_at(const Scope& scope, const std::string& id) {
  const auto position = made(scope, Entity::price, id);
  if (!position) return std::nullopt;
  auto state = scope.store.price(scope.tenant, id);
  state->archived = state->archived && stands(scope, *position);
  const auto product = product_at(scope, state->price.product_id);
  state->product_archived = product && product->archived;
  return state;
}

Result<std::int64_t> find_customer(const Scope& scope, const std::string& id) {
  if (const auto position = made(scope, Entity::customer, id)) return *position;
  return reject(Code::not_found, "customerId", "There is no such customer.");
}

}  // namespace latido::consultas
