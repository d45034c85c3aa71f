#include "comandos/domain/catalogue.h"
#include "comandos/domain/totals.h"
#include "common/wire/document_codec.h"
#include "common/wire/ids.h"
#include "common/wire/try.h"
#include "consultas/draft_at.h"
#include "consultas/master_data_at.h"
#include "consultas/queries/cursor.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <limits>
#include <utility>
#include <vector>

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 200;

// A tax rate that has too much of a history to be folded is none: the draft is shown without
// totals.
class StoredCatalogue : public domain::Catalogue {
 public:
  explicit StoredCatalogue(const Scope& scope) : scope_(scope) {}
  std::optional<domain::PriceState> price(const std::string& price_id) override {
    return price_at(scope_, price_id);
  }
  std::optional<domain::TaxRateState> tax_rate(const std::string& tax_code) override {
    return tax_rate_at(scope_, tax_code).value_or(std::nullopt);
  }

 private:
  const Scope& scope_;
};

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

// The invoice that it would be, were it issued at that moment (on the issue date that it names, or
// that day); nothing while it can not be.
Result<std::optional<domain::Invoice>> as_invoice(const Scope& scope,
                                                  domain::IssueInvoice content) {
  constexpr std::optional<domain::Invoice> kNone;
  const auto issue_date = content.issue_date.value_or(scope.today);
  StoredCatalogue catalogue(scope);
  auto lines = domain::fill_in(std::move(content.lines), content.currency, issue_date, catalogue);
  if (!lines || lines->empty()) return kNone;
  content.lines = *std::move(lines);
  domain::BooksState books;
  LATIDO_TRY(books, books_at(scope));
  const auto profile = books.policy.rounding_profile;
  auto computed = domain::compute_totals(content, profile);
  std::optional<domain::CustomerState> customer;
  LATIDO_TRY(customer, customer_at(scope, content.customer_id));
  if (!computed || !customer) return kNone;
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
  return std::optional(std::move(invoice));
}

struct Page {
  std::vector<db::DraftView> rows;
  std::int64_t next = 0;  // id before which the next page begins; 0: the end
};

Page drafts_now(const Scope& scope, db::KeysetPage page) {
  ++page.limit;  // one more shows a next page
  Page out{.rows = scope.store.list_drafts(scope.tenant, page)};
  if (out.rows.size() < page.limit) return out;
  out.rows.pop_back();
  out.next = out.rows.back().id;
  return out;
}

// Walks all that there ever were, newest first, until the page is full or enough was looked at.
Result<Page> drafts_then(const Scope& scope, db::KeysetPage page) {
  constexpr std::size_t kLookAt = 2'000;
  const auto wanted = std::exchange(page.limit, kLookAt);
  if (page.before == 0) page.before = *scope.as_of + 1;
  Trails trails(scope, *scope.as_of);
  const auto ids = scope.store.all_drafts(scope.tenant, page);
  Page out;
  std::int64_t last = 0;
  for (const auto id : ids) {
    if (out.rows.size() == wanted || trails.enough()) {
      out.next = last;
      return out;
    }
    std::optional<domain::DraftState> draft;
    LATIDO_TRY(draft, draft_then(trails, id));
    if (draft && draft->status == domain::DraftStatus::draft)
      out.rows.push_back({.id = id,
                          .status = draft->status,
                          .version = draft->version,
                          .customer_id = draft->content.customer_id,
                          .content = {}});
    last = id;
  }
  if (ids.size() == kLookAt) out.next = last;
  return out;
}

}  // namespace

Checked get_draft(const Scope& scope, schema::GetDraft::Reader in, Answer reply) {
  std::int64_t id = 0;
  LATIDO_TRY(id, wire::parse_draft_id(wire::view(in.getDraftId()), "draftId"));
  auto draft = draft_now(scope, id);
  if (draft && scope.as_of) {
    Trails trails(scope, *scope.as_of);
    LATIDO_TRY(draft, draft_then(trails, id));
  }
  if (!draft) return reject(Code::not_found, "draftId", "There is no such draft.");
  std::optional<domain::Invoice> invoice;
  LATIDO_TRY(invoice, as_invoice(scope, draft->content));
  auto out = reply.initDraft();
  if (invoice) {
    wire::write_document(out, *invoice);
  } else {
    wire::write_draft_content(out, draft->content);
  }
  out.setId(wire::draft_id_text(id));
  out.setStatus(std::string(name_of(draft->status)));
  out.setVersion(draft->version);
  return {};
}

Checked list_drafts(const Scope& scope, schema::ListDrafts::Reader in, Answer reply) {
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  const auto list = list_in(scope, "listDrafts", "");
  db::KeysetPage page{.limit = in.getLimit()};
  if (in.getCursor().size() > 0) {
    std::vector<std::int64_t> key;
    LATIDO_TRY(key, decode_cursor(list, 1, wire::view(in.getCursor())));
    page.before = key[0];
  }
  Page found;
  LATIDO_TRY(found, scope.as_of ? drafts_then(scope, page) : Result<Page>(drafts_now(scope, page)));
  auto answer = reply.initDrafts();
  auto out = answer.initDrafts(static_cast<unsigned>(found.rows.size()));
  for (unsigned i = 0; i < found.rows.size(); ++i) {
    out[i].setId(wire::draft_id_text(found.rows[i].id));
    out[i].setCustomerId(found.rows[i].customer_id);
    out[i].setVersion(found.rows[i].version);
  }
  if (found.next != 0) answer.setNextCursor(encode_cursor(list, {found.next}));
  return {};
}

}  // namespace latido::consultas
