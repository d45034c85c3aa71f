#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/pages.h"
#include "clients/cpp/command/resolve.h"
#include "clients/cpp/command/send.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/show_payments.h"

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(A draft is an invoice that has no number yet and may still change. A FILE holds the same object as
that of latido issue; of it only currency and customerId are required.

Examples:
  latido draft create hammer.json
  latido draft show draft-4            # with the totals that it would have now
  latido draft lines draft-4 lines.json    # {"lines": [...], "allowancesCharges": [...]}
  latido draft update draft-4 head.json    # all but the lines: customer, dates, reference, ...
  latido draft issue draft-4 --series F
  latido draft delete draft-5          # no number was spent
  latido draft list
)";

struct Options {
  std::string id, file, series, date, expect, as_of;
  Sending sending;
  Output output;
};

ExitCode create(Session& session, const Options& options) {
  const auto input = read_file<schema::IssueInvoice>(options.file);
  Sender sender(session, options.sending);
  sender.command().setCreateDraft(input.root<schema::IssueInvoice>());
  return sender.send();
}

// The amounts in the file are the draft's; its currency need not be said again.
ExitCode set_lines(Session& session, const Options& options) {
  const auto input = read_file<schema::SetLines>(options.file);
  Sender sender(session, options.sending);
  sender.command().setSetLines(input.root<schema::SetLines>());
  auto body = sender.command().getSetLines();
  body.setDraftId(options.id);
  if (body.getCurrency().size() == 0) {
    const auto draft = find_draft(session, options.id);
    if (!draft) return draft.error();
    body.setCurrency(draft->currency);
  }
  return sender.send();
}

ExitCode update(Session& session, const Options& options) {
  const auto input = read_file<schema::IssueInvoice>(options.file);
  Sender sender(session, options.sending);
  auto body = sender.command().initUpdateDraft();
  body.setDraftId(options.id);
  body.setContent(input.root<schema::IssueInvoice>());
  return sender.send();
}

ExitCode remove(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  sender.command().initDeleteDraft().setDraftId(options.id);
  return sender.send();
}

ExitCode issue(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  auto body = sender.command().initIssueDraft();
  body.setDraftId(options.id);
  body.setSeries(options.series);
  body.setIssueDate(options.date);
  if (!options.expect.empty()) {
    const auto draft = find_draft(session, options.id);
    if (!draft) return draft.error();
    body.initExpected().setPayable(options.expect);
    body.setCurrency(draft->currency);
  }
  return sender.send();
}

ExitCode show(Session& session, const Options& options) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  set_as_of(query, options.as_of);
  query.initGetDraft().setDraftId(options.id);
  return session.run(query, [&](schema::Reply::Reader reply) {
    return show_invoice(reply.getDraft(), session.style());
  });
}

ExitCode list(Session& session, const Options& options) {
  Table table = draft_table();
  return print_pages(
      session,
      options.output,
      table,
      "No drafts.",
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        query.initListDrafts().setCursor(cursor);
      },
      [&](schema::Reply::Reader reply) {
        add_drafts(table, reply.getDrafts());
        return std::string(reply.getDrafts().getNextCursor().cStr());
      });
}

constexpr char kDraftText[] = "Id of the draft, draft-4";

void add_content(Subcommand group, const std::shared_ptr<Options>& options) {
  auto sub = group.within("create", "Create a draft");
  sub.need("FILE", options->file, "JSON file with an invoice; - for standard input");
  declare_key(sub, options->sending);
  sub.action([options](Session& session) { return create(session, *options); });
  sub = group.within("lines", "Replace lines, allowances and charges");
  sub.need("DRAFT", options->id, kDraftText)
      .need("FILE", options->file, "JSON file with lines; - for standard input");
  declare_version(sub, options->sending);
  declare_key(sub, options->sending);
  sub.action([options](Session& session) { return set_lines(session, *options); });
  sub = group.within("update", "Replace all but lines, allowances and charges");
  sub.need("DRAFT", options->id, kDraftText)
      .need("FILE", options->file, "JSON file with an invoice without lines");
  declare_version(sub, options->sending);
  declare_key(sub, options->sending);
  sub.action([options](Session& session) { return update(session, *options); });
}

void add_end(Subcommand group, const std::shared_ptr<Options>& options) {
  auto sub = group.within("delete", "Delete a draft");
  sub.need("DRAFT", options->id, kDraftText);
  declare_version(sub, options->sending);
  declare_key(sub, options->sending);
  sub.action([options](Session& session) { return remove(session, *options); });
  sub = group.within("issue", "Issue a draft: it becomes an invoice");
  sub.need("DRAFT", options->id, kDraftText)
      .take("--series", options->series, "The one that the draft names, if left out")
      .take("--date", options->date, "Issue date, YYYY-MM-DD; the draft's or today if left out")
      .take("--expect", options->expect, "Issue only where this is to pay");
  declare_version(sub, options->sending);
  declare_key(sub, options->sending);
  sub.action([options](Session& session) { return issue(session, *options); });
}

}  // namespace

void add_draft(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  Subcommand group(app, "draft", "Create, change, issue and delete drafts", chosen);
  group.help(kHelp);
  add_content(group, options);
  add_end(group, options);
  auto sub = group.within("show", "Show a draft in full");
  sub.need("DRAFT", options->id, kDraftText);
  declare_as_of(sub, options->as_of);
  sub.action([options](Session& session) { return show(session, *options); });
  sub = group.within("list", "List the drafts that are neither issued nor deleted");
  declare_as_of(sub, options->as_of);
  declare_all(sub, options->output);
  declare_csv(sub, options->output);
  sub.action([options](Session& session) { return list(session, *options); });
}

}  // namespace latido::command
