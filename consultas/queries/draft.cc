#include "comandos/domain/catalogue.h"
#include "comandos/domain/totals.h"
#include "common/wire/document_codec.h"
#include "common/wire/event_codec.h"
#include "common/wire/ids.h"
#include "common/wire/try.h"
#include "consultas/queries/cursor.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <limits>
#include <stdexcept>
#include <utility>
#include <variant>

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 200;

class StoredCatalogue : public domain::Catalogue {
 public:
  explicit StoredCatalogue(const Scope& scope) : scope_(scope) {}
  std::optional<domain::PriceState> price(const std::string& price_id) override {
    return scope_.store.price(scope_.tenant, price_id);
  }
  std::optional<domain::TaxRateState> tax_rate(const std::string& tax_code) override {
    return scope_.store.tax_rate(scope_.tenant, tax_code);
  }

 private:
  const Scope& scope_;
};

domain::IssueInvoice content_of(const std::string& payload) {
  const auto event = wire::decode_event(payload).event;
  if (const auto* created = std::get_if<domain::DraftCreated>(&event)) return created->content;
  if (const auto* changed = std::get_if<domain::DraftChanged>(&event)) return changed->content;
  throw std::runtime_error("a draft's content is no draft");
}

std::string_view name_of(domain::DraftStatus status) {
  if (status == domain::DraftStatus::draft) return "draft";
  return status == domain::DraftStatus::deleted ? "deleted" : "issued";
}

Date due_date(const domain::IssueInvoice& content, Date issue_date) {
  constexpr auto kLast = std::numeric_limits<std::int32_t>::max();
  if (content.due_date) return *content.due_date;
  return issue_date.days > kLast - content.terms_days ? issue_date
                                                      : Date{issue_date.days + content.terms_days};
}

// The invoice that it would be, were it issued now (on the issue date that it names, or today);
// nothing while it can not be.
std::optional<domain::Invoice> as_invoice(const Scope& scope, domain::IssueInvoice content) {
  const auto issue_date = content.issue_date.value_or(scope.today);
  StoredCatalogue catalogue(scope);
  auto lines = domain::fill_in(std::move(content.lines), content.currency, issue_date, catalogue);
  if (!lines || lines->empty()) return std::nullopt;
  content.lines = *std::move(lines);
  const auto profile = scope.store.books(scope.tenant).policy.rounding_profile;
  auto computed = domain::compute_totals(content, profile);
  const auto customer = scope.store.customer(scope.tenant, content.customer_id);
  if (!computed || !customer) return std::nullopt;
  domain::Invoice invoice;
  invoice.series = content.series;
  invoice.customer = customer->customer;
  invoice.customer_version = customer->version;
  invoice.issue_date = issue_date;
  invoice.due_date = due_date(content, issue_date);
  invoice.currency = content.currency;
  invoice.lines = std::move(content.lines);
  for (std::size_t i = 0; i < invoice.lines.size(); ++i)
    invoice.lines[i].amount = computed->line_amounts.at(i);
  invoice.allowances_charges = std::move(content.allowances_charges);
  invoice.taxes = std::move(computed->taxes);
  invoice.totals = computed->totals;
  invoice.reference = content.reference;
  invoice.note = content.note;
  invoice.rounding_profile = profile;
  return invoice;
}

}  // namespace

Checked get_draft(const Scope& scope, schema::GetDraft::Reader in, Answer reply) {
  std::int64_t id = 0;
  LATIDO_TRY(id, wire::parse_draft_id(wire::view(in.getDraftId()), "draftId"));
  const auto draft = scope.store.draft_by_id(scope.tenant, id);
  if (!draft) return reject(Code::not_found, "draftId", "There is no such draft.");
  auto content = content_of(draft->content);
  auto out = reply.initDraft();
  if (const auto invoice = as_invoice(scope, content)) {
    wire::write_document(out, *invoice);
  } else {
    wire::write_draft_content(out, content);
  }
  out.setId(wire::draft_id_text(id));
  out.setStatus(std::string(name_of(draft->status)));
  out.setVersion(draft->version);
  return {};
}

Checked list_drafts(const Scope& scope, schema::ListDrafts::Reader in, Answer reply) {
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  const CursorOf list{"listDrafts", scope.tenant_name, {}};
  db::KeysetPage page{.limit = in.getLimit() + std::size_t{1}};  // one more shows a next page
  if (in.getCursor().size() > 0) {
    std::vector<std::int64_t> key;
    LATIDO_TRY(key, decode_cursor(list, 1, wire::view(in.getCursor())));
    page.before = key[0];
  }
  auto rows = scope.store.list_drafts(scope.tenant, page);
  const bool more = rows.size() > in.getLimit();
  if (more) rows.pop_back();
  auto answer = reply.initDrafts();
  auto out = answer.initDrafts(static_cast<unsigned>(rows.size()));
  for (unsigned i = 0; i < rows.size(); ++i) {
    out[i].setId(wire::draft_id_text(rows[i].id));
    out[i].setCustomerId(rows[i].customer_id);
    out[i].setVersion(rows[i].version);
  }
  if (more) answer.setNextCursor(encode_cursor(list, {rows.back().id}));
  return {};
}

}  // namespace latido::consultas
