#include "comandos/execution.h"

// Customers, the catalogue, series, and what holds for all of the books.
namespace latido::comandos {
namespace {

// The reply to a change of a customer tells its new version.
template <class Event>
auto customer_changed(const std::string& customer_id, std::uint32_t version) {
  return [&customer_id, version](const Event&, std::int64_t position) {
    return wire::Effect{.id = customer_id, .position = position, .version = version};
  };
}

}  // namespace

Execution::Effect Execution::run(const domain::CreateCustomer& command) {
  const auto& id = command.customer.customer_id;
  return book(domain::decide(command, store_.find_customer(tenant_, id)),
              customer_changed<domain::CustomerCreated>(id, 1));
}

Execution::Effect Execution::run(const domain::UpdateCustomer& command) {
  const auto& id = command.customer.customer_id;
  const auto customer = store_.find_customer(tenant_, id);
  return book(domain::decide(command, customer),
              customer_changed<domain::CustomerUpdated>(id, customer ? customer->version + 1 : 0));
}

Execution::Effect Execution::run(const domain::ArchiveCustomer& command) {
  const auto& id = command.customer_id;
  const auto customer = store_.find_customer(tenant_, id);
  return book(domain::decide(command, customer),
              customer_changed<domain::CustomerArchived>(id, customer ? customer->version + 1 : 0));
}

Execution::Effect Execution::run(const domain::CreateProduct& command) {
  const auto& id = command.product.product_id;
  return book_named(domain::decide(command, store_.find_product(tenant_, id)), id);
}

Execution::Effect Execution::run(const domain::ArchiveProduct& command) {
  const auto& id = command.product_id;
  return book_named(domain::decide(command, store_.find_product(tenant_, id)), id);
}

Execution::Effect Execution::run(const domain::CreatePrice& command) {
  const auto& price = command.price;
  return book_named(domain::decide(command,
                                   store_.find_price(tenant_, price.price_id),
                                   store_.find_product(tenant_, price.product_id),
                                   store_.find_tax_rate(tenant_, price.tax_code)),
                    price.price_id);
}

Execution::Effect Execution::run(const domain::ArchivePrice& command) {
  const auto& id = command.price_id;
  return book_named(domain::decide(command, store_.find_price(tenant_, id)), id);
}

Execution::Effect Execution::run(const domain::DefineTaxRate& command) {
  const auto& code = command.tax_code;
  return book_named(domain::decide(command, store_.find_tax_rate(tenant_, code)), code);
}

Execution::Effect Execution::run(const domain::RetireTaxRate& command) {
  const auto& code = command.tax_code;
  return book_named(domain::decide(command, store_.find_tax_rate(tenant_, code)), code);
}

Execution::Effect Execution::run(const domain::CreateSeries& command) {
  return book_named(domain::decide(command,
                                   store_.find_series(tenant_, command.series),
                                   store_.series_near_prefix(tenant_, command.prefix)),
                    command.series);
}

Execution::Effect Execution::run(const domain::CloseSeries& command) {
  return book_named(domain::decide(command, store_.find_series(tenant_, command.series)),
                    command.series);
}

Execution::Effect Execution::run(const domain::ExtendRange& command) {
  const auto series = store_.find_series(tenant_, command.series);
  const auto near_prefix = series ? store_.series_near_prefix(tenant_, series->prefix)
                                  : std::vector<domain::SeriesState>{};
  return book_named(domain::decide(command, series, near_prefix), command.series);
}

Execution::Effect Execution::run(const domain::ClosePeriod& command) {
  return book_named(domain::decide(command, store_.books(tenant_), time_.today()),
                    to_text(command.through));
}

Execution::Effect Execution::run(const domain::SetPolicy& command) {
  return book_named(domain::decide(command), request_.tenant);
}

Execution::Effect Execution::run(const domain::SetSeller& command) {
  return book_named(domain::decide(command, store_.books(tenant_)), request_.tenant);
}

}  // namespace latido::comandos
