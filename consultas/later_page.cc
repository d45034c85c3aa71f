#include "consultas/later_page.h"

#include "common/wire/try.h"
#include "consultas/queries/cursor.h"

#include <string_view>

namespace latido::consultas {
namespace {

// Empty: the first page, or no list that has cursors.
std::string_view cursor_in(schema::Query::Reader in) {
  using wire::view;
  switch (in.which()) {
    case schema::Query::LIST_INVOICES:
      return view(in.getListInvoices().getCursor());
    case schema::Query::LIST_DRAFTS:
      return view(in.getListDrafts().getCursor());
    case schema::Query::LIST_PAYMENTS:
      return view(in.getListPayments().getCursor());
    case schema::Query::STATEMENT:
      return view(in.getStatement().getCursor());
    case schema::Query::AGING_REPORT:
      return view(in.getAgingReport().getCursor());
    case schema::Query::TAX_REPORT:
      return view(in.getTaxReport().getCursor());
    default:
      return {};
  }
}

}  // namespace

Checked go_to_first_page(Scope& scope, schema::Query::Reader in) {
  const auto moment = moment_in(cursor_in(in));
  if (!moment) return {};
  if (moment->position < 0 || moment->position > scope.head)
    return tl::make_unexpected(bad_cursor());
  if (moment->position > 0) scope.as_of = moment->position;
  scope.today = moment->day;
  return {};
}

}  // namespace latido::consultas
