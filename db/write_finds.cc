#include "db/keys.h"
#include "db/write_store_impl.h"

#include <algorithm>

// What decisions look at.
namespace latido::db {
namespace {

// Their sum by (category, rate), in that order.
void add_group(std::vector<domain::TaxGroup>& groups, const domain::TaxGroup& group) {
  const auto at =
      std::lower_bound(groups.begin(), groups.end(), group, [](const auto& a, const auto& b) {
        return a.tax < b.tax;
      });
  if (at == groups.end() || at->tax != group.tax) {
    groups.insert(at, group);
    return;
  }
  at->base += group.base;
  at->amount += group.amount;
}

}  // namespace

std::optional<TenantId> WriteStore::find_tenant(std::string_view name) {
  impl_->require_known_outcome();
  return impl_->lookups.tenant(name);
}

std::optional<StoredReply> WriteStore::find_reply(TenantId tenant, std::string_view key) {
  impl_->require_known_outcome();
  auto row = impl_->find_reply.query(tenant, key);
  if (!row.next()) return std::nullopt;
  StoredReply stored;
  const auto hash = row.bytes(0);
  std::copy(hash.begin(), hash.end(), stored.request_hash.begin());
  stored.reply = row.text(1);
  return stored;
}

std::int64_t WriteStore::head_position(TenantId tenant) {
  impl_->require_known_outcome();
  return impl_->lookups.head_position(tenant);
}

std::optional<domain::CustomerState> WriteStore::find_customer(TenantId tenant,
                                                               std::string_view customer_id) {
  impl_->require_known_outcome();
  return impl_->lookups.customer(tenant, customer_id);
}

std::optional<domain::ProductState> WriteStore::find_product(TenantId tenant,
                                                             std::string_view product_id) {
  impl_->require_known_outcome();
  return impl_->lookups.product(tenant, product_id);
}

std::optional<domain::PriceState> WriteStore::find_price(TenantId tenant,
                                                         std::string_view price_id) {
  impl_->require_known_outcome();
  return impl_->lookups.price(tenant, price_id);
}

std::optional<domain::TaxRateState> WriteStore::find_tax_rate(TenantId tenant,
                                                              std::string_view tax_code) {
  impl_->require_known_outcome();
  return impl_->lookups.tax_rate(tenant, tax_code);
}

domain::BooksState WriteStore::books(TenantId tenant) {
  impl_->require_known_outcome();
  return impl_->lookups.books(tenant);
}

std::optional<domain::SeriesState> WriteStore::find_series(TenantId tenant,
                                                           std::string_view series) {
  impl_->require_known_outcome();
  return impl_->lookups.series(tenant, series);
}

std::vector<domain::SeriesState> WriteStore::series_near_prefix(TenantId tenant,
                                                                std::string_view prefix) {
  impl_->require_known_outcome();
  std::vector<domain::SeriesState> near;
  {
    auto longer = impl_->series_from_prefix.query(tenant, prefix);
    while (longer.next() && longer.bytes(1).starts_with(prefix))
      near.push_back(read_series(longer));
  }
  for (std::size_t length = 0; length < prefix.size(); ++length) {
    auto shorter = impl_->series_with_prefix.query(tenant, prefix.substr(0, length));
    while (shorter.next()) near.push_back(read_series(shorter));
  }
  return near;
}

std::optional<domain::InvoiceState> WriteStore::find_invoice(TenantId tenant,
                                                             std::int64_t invoice) {
  impl_->require_known_outcome();
  return impl_->standing.invoice(tenant, invoice);
}

bool WriteStore::has_credit_notes(TenantId tenant, std::int64_t invoice) {
  impl_->require_known_outcome();
  return is_position(invoice) && impl_->has_credit_notes.query(make_key(tenant, invoice)).next();
}

std::optional<domain::CreditableState> WriteStore::find_creditable(TenantId tenant,
                                                                   std::int64_t invoice) {
  impl_->require_known_outcome();
  if (!is_position(invoice)) return std::nullopt;
  const auto key = make_key(tenant, invoice);
  auto rows = impl_->documents.read(key);
  if (!rows || rows->kind != domain::DocumentKind::invoice) return std::nullopt;
  domain::CreditableState state;
  state.state = rows->state();
  state.invoice = std::move(rows->document);
  state.credited_lines.resize(state.invoice.lines.size());
  state.credited_units.resize(state.invoice.lines.size());
  for (auto row = impl_->credited_lines.query(key); row.next();) {
    const auto place = static_cast<std::size_t>(row.integer(0)) - 1;
    state.credited_lines.at(place) += row.integer(1);
    state.credited_units.at(place).nano += row.integer(2);
  }
  for (auto row = impl_->credited_taxes.query(key); row.next();) {
    add_group(state.credited_taxes,
              {.tax = read_tax(row, 0), .base = row.integer(2), .amount = row.integer(3)});
  }
  auto total = impl_->credited_total.query(key);
  total.next();
  state.has_notes = total.integer(0) > 0;
  state.credited_total = total.integer(1);
  return state;
}

std::optional<domain::PaymentState> WriteStore::find_payment(TenantId tenant,
                                                             std::int64_t payment) {
  impl_->require_known_outcome();
  return impl_->standing.payment(tenant, payment);
}

bool WriteStore::payment_reference_used(TenantId tenant, std::string_view reference) {
  impl_->require_known_outcome();
  return impl_->reference_of_payment.query(tenant, reference).next() ||
         impl_->reference_of_refund.query(tenant, reference).next();
}

Minor WriteStore::customer_credit(TenantId tenant,
                                  std::string_view customer_id,
                                  Currency currency) {
  impl_->require_known_outcome();
  return impl_->standing.credit(tenant, customer_id, currency);
}

Minor WriteStore::largest_balance(TenantId tenant, Currency currency) {
  impl_->require_known_outcome();
  return impl_->standing.largest_balance(tenant, currency);
}

Minor WriteStore::credit_applied(TenantId tenant,
                                 std::string_view customer_id,
                                 std::int64_t invoice) {
  impl_->require_known_outcome();
  if (!is_position(invoice)) return 0;
  auto row = impl_->credit_applied.query(tenant, customer_id, make_key(tenant, invoice));
  return row.next() ? row.integer(0) : 0;
}

std::optional<WriteStore::DraftRow> WriteStore::find_draft(TenantId tenant, std::int64_t draft) {
  impl_->require_known_outcome();
  if (!is_position(draft)) return std::nullopt;
  auto row = impl_->find_draft.query(make_key(tenant, draft));
  if (!row.next()) return std::nullopt;
  return DraftRow{.status = static_cast<domain::DraftStatus>(row.integer(0)),
                  .version = static_cast<std::uint32_t>(row.integer(1)),
                  .content = row.text(2)};
}

}  // namespace latido::db
