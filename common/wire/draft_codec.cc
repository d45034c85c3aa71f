#include "common/wire/draft_codec.h"

#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/invoice_codec.h"
#include "common/wire/line_codec.h"
#include "common/wire/try.h"

namespace latido::wire {
namespace {

Checked check_left_out(bool stated, const std::string& field) {
  if (!stated) return {};
  return reject(
      Code::bad_value, field, "updateDraft leaves the lines as they are: use setLines for them.");
}

}  // namespace

Result<domain::SetLines> read_set_lines(schema::SetLines::Reader in,
                                        std::uint32_t expected_version) {
  domain::SetLines out;
  out.expected_version = expected_version;
  LATIDO_TRY(out.draft, parse_draft_id(view(in.getDraftId()), "draftId"));
  LATIDO_TRY(out.currency, read_currency(view(in.getCurrency())));
  LATIDO_TRY(out.lines, read_lines(in.getLines(), out.currency));
  LATIDO_TRY(out.allowances_charges, read_allowances(in.getAllowancesCharges(), out.currency));
  return out;
}

Result<domain::UpdateDraft> read_update_draft(schema::UpdateDraft::Reader in,
                                              std::uint32_t expected_version) {
  domain::UpdateDraft out;
  out.expected_version = expected_version;
  LATIDO_TRY(out.draft, parse_draft_id(view(in.getDraftId()), "draftId"));
  const auto content = in.getContent();
  LATIDO_CHECK(check_left_out(content.getLines().size() > 0, "content.lines"));
  LATIDO_CHECK(
      check_left_out(content.getAllowancesCharges().size() > 0, "content.allowancesCharges"));
  LATIDO_TRY(out.content, read_draft(content, "content."));
  return out;
}

Result<domain::DeleteDraft> read_delete_draft(schema::DeleteDraft::Reader in,
                                              std::uint32_t expected_version) {
  domain::DeleteDraft out;
  out.expected_version = expected_version;
  LATIDO_TRY(out.draft, parse_draft_id(view(in.getDraftId()), "draftId"));
  return out;
}

Result<domain::IssueDraft> read_issue_draft(schema::IssueDraft::Reader in,
                                            std::uint32_t expected_version) {
  domain::IssueDraft out;
  out.expected_version = expected_version;
  LATIDO_TRY(out.draft, parse_draft_id(view(in.getDraftId()), "draftId"));
  if (in.getSeries().size() > 0) {
    LATIDO_TRY(out.series, check_series(view(in.getSeries())));
  }
  LATIDO_TRY(out.issue_date, read_optional_date(view(in.getIssueDate()), "issueDate"));
  if (!in.hasExpected() && in.getCurrency().size() == 0) return out;
  Currency currency;
  LATIDO_TRY(currency, read_currency(view(in.getCurrency())));
  out.currency = currency;
  LATIDO_TRY(out.expected, read_expected(in.getExpected(), currency));
  return out;
}

}  // namespace latido::wire
